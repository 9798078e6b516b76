import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Methods } from "../../islands/methods.ts";
import { type Elite, objectiveOf } from "../../src/core/index.ts";
import { sketchOf, sketchSimilarity } from "../../src/memory/index.ts";
import { elite } from "./support.ts";

const { order } = objectiveOf("maximise");

/** Programs of a method share their words, and differ in a number. */
function program(method: string, tuned: number, score: number, step: number): Elite {
  const words = Array.from({ length: 12 }, (_, k) => `const ${method}${k} = ${method}.${method}${k}(${k});`);
  return elite(0, step, score, {}, `${words.join("\n")}\nexport const last = ${tuned};`);
}

describe("methods beside the grid", () => {
  it("keep the best program of each, though all of them fall into one cell", () => {
    const methods = new Methods(order, 3);
    methods.offer(program("anneal", 1, 5, 1));
    methods.offer(program("hop", 1, 3, 2));
    methods.offer(program("anneal", 2, 7, 3));
    methods.offer(program("anneal", 3, 6, 4));
    expect(methods.elites.map(({ step }) => step)).toEqual([3, 2]);
    expect(methods.others(program("anneal", 9, 0, 9).source).map(({ step }) => step)).toEqual([2]);
    expect(methods.others(program("swarm", 9, 0, 9).source)).toHaveLength(2);
  });

  it("lose the worst where there are too many, never the seed's place to it, and nothing where none are kept", () => {
    const methods = new Methods(order, 2);
    methods.offer(program("seed", 1, 99, 0));
    for (const [at, name] of ["anneal", "hop", "swarm", "sift"].entries())
      methods.offer(program(name, 1, [4, 2, 3, 1][at] ?? 0, at + 1));
    expect(methods.elites.map(({ score }) => score)).toEqual([4, 3]);
    const none = new Methods(order, 0);
    none.offer(program("anneal", 1, 5, 1));
    expect(none.elites).toEqual([]);
  });

  it("laws: bounded, sorted, one of each method, the best of all among them, and the same after they were saved", () => {
    const names = ["anneal", "hop", "swarm", "sift", "grow"];
    const offered = fc.array(
      fc.record({
        name: fc.constantFrom(...names),
        tuned: fc.nat(50),
        score: fc.integer({ min: 0, max: 9 }),
      }),
      { minLength: 1, maxLength: 30 },
    );
    fc.assert(
      fc.property(offered, fc.integer({ min: 1, max: 4 }), (list, capacity) => {
        const programs = list.map(({ name, tuned, score }, at) => program(name, tuned, score, at + 1));
        const [methods, cut] = [new Methods(order, capacity), new Methods(order, capacity)];
        for (const [at, one] of programs.entries()) {
          methods.offer(one);
          cut.offer(one);
          if (at % 3 === 0) cut.restore([...cut.elites]);
        }
        const { elites } = methods;
        expect(cut.elites).toEqual(elites);
        expect(elites.length).toBeLessThanOrEqual(capacity);
        expect(elites).toEqual([...elites].sort(order.compare));
        expect(elites[0]).toBe([...programs].sort(order.compare)[0]);
        for (const [i, a] of elites.entries())
          for (const b of elites.slice(i + 1))
            expect(sketchSimilarity(sketchOf(a.source), sketchOf(b.source))).toBeLessThan(0.5);
      }),
      { seed: 20_261_130, numRuns: 100 },
    );
  });
});
