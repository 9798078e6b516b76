import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type Elite, type Fingerprint, type JsonObject, randomStream } from "../../src/core/index.ts";
import { createOfflineOperator, type IslandView } from "../../src/operators/index.ts";
import { loadProblem, type Problem } from "../../src/problem/index.ts";
import { fingerprint, sameOutsideRegions } from "../../src/program/index.ts";

const circles = await loadProblem("circle-packing");
const operator = createOfflineOperator({ problem: circles });

const parentOf = (source: string, step = 0, strategy: JsonObject = {}): Elite => ({
  island: 0,
  step,
  source,
  fingerprint: fingerprint(source, "javascript"),
  score: 1,
  features: {},
  strategy,
});

const contextOf = (step: number, parts: Partial<IslandView> = {}): IslandView => {
  const parent = parts.parent ?? parentOf(circles.seed);
  return {
    island: 0,
    step,
    parent,
    mate: () => parent,
    others: () => [],
    elites: () => [parent],
    tuned: () => null,
    polished: () => null,
    bandits: null,
    random: (purpose) => randomStream("offline-test", 0, step, purpose),
    seen: () => false,
    ...parts,
  };
};

describe("the offline operator", () => {
  test("proposes a child that names its parents, its operator and what was done", async () => {
    const child = await operator.propose(contextOf(1));
    expect(child.source).not.toBe(circles.seed);
    expect(child.fingerprint).toEqual(fingerprint(child.source, "javascript"));
    expect(child).toMatchObject({ operator: "mutate", parents: ["i0-s0"] });
    expect(child.note).toMatch(/^[a-z-]+: .+ \(line \d+\)/);
    expect(Object.keys(child.strategy).sort()).toEqual(["all", "one", "row"]);
  });

  test("the same step gives the same child, however often it is asked", async () => {
    for (let step = 0; step < 20; step++) {
      const child = await operator.propose(contextOf(step));
      expect(await operator.propose(contextOf(step))).toEqual(child);
    }
  });

  test("crosses with mates when there are other programs, and then names them as parents", async () => {
    let crossed = 0;
    const mates = [0.11, 0.12, 0.13].map((value, i) =>
      parentOf(circles.seed.replace("[0.5, 0.5,", `[${value}, 0.4,`), i + 1),
    );
    for (let step = 0; step < 200; step++) {
      let draws = 0;
      const mate = (): Elite => mates[(step + draws++) % mates.length] as Elite;
      const child = await operator.propose(contextOf(step, { mate }));
      if (child.operator !== "crossover") continue;
      crossed++;
      expect(child.parents).toHaveLength(3);
      expect(sameOutsideRegions(circles.seed, child.source)).toBe(true);
    }
    expect(crossed).toBeGreaterThan(25);
    expect(crossed).toBeLessThan(80);
  });

  test("a child that was seen is drawn again", async () => {
    const first = await operator.propose(contextOf(5));
    const seen = ({ tree }: Fingerprint): boolean => tree === first.fingerprint.tree;
    const second = await operator.propose(contextOf(5, { seen }));
    expect(second.fingerprint.tree).not.toBe(first.fingerprint.tree);
  });

  test("when everything was seen, the last draw goes through after a bounded number of attempts", async () => {
    let asked = 0;
    const seen = (): boolean => {
      asked++;
      return true;
    };
    const child = await operator.propose(contextOf(6, { seen }));
    expect(child.source).not.toBe(circles.seed);
    expect(asked).toBeLessThanOrEqual(20);
  });

  test("a program in which nothing can change goes through as a copy", async () => {
    const parent = parentOf("// EVOLVE-BLOCK-START\n// EVOLVE-BLOCK-END\n", 3, { one: 0.5 });
    const child = await operator.propose(contextOf(7, { parent }));
    expect(child).toMatchObject({ source: parent.source, operator: "copy", parents: ["i0-s3"] });
    expect(child.strategy).toEqual({ one: 0.5 });
  });

  test("children stay within three times the seed and a little", async () => {
    let parent = parentOf(circles.seed);
    for (let step = 0; step < 300; step++) {
      const child = await operator.propose(contextOf(step, { parent }));
      expect(child.source.length).toBeLessThanOrEqual(3 * circles.seed.length + 2000);
      parent = parentOf(child.source, step, child.strategy);
    }
  });
});

describe("programs in other languages", () => {
  const python = readFileSync(new URL("python-seed.py", import.meta.url), "utf8");
  const problem: Problem = {
    ...circles,
    seed: python,
    definition: { ...circles.definition, language: "any", command: ["python3", "{program}"] },
  };
  const plain = createOfflineOperator({ problem });

  test("are varied by numbers, signs and lines, inside the regions only", async () => {
    let parent = parentOf(python);
    const kinds = new Set<string>();
    for (let step = 0; step < 400; step++) {
      const mate = (): Elite => parentOf(python.replace("0.75", "0.5"), 99);
      const child = await plain.propose(contextOf(step, { parent, mate }));
      kinds.add(child.note.split(":")[0] as string);
      expect(child.source).not.toBe(parent.source);
      expect(sameOutsideRegions(python, child.source)).toBe(true);
      parent = step % 20 === 19 ? parentOf(python) : parentOf(child.source, step, child.strategy);
    }
    expect([...kinds].sort()).toEqual(["delete", "duplicate", "number", "operator", "swap", "take-line"]);
  });

  test("comments are left alone", async () => {
    for (let step = 0; step < 200; step++) {
      const child = await plain.propose(contextOf(step, { parent: parentOf(python) }));
      if (child.note.startsWith("number")) expect(child.source).toContain("# at 0.25 of the way");
    }
  });
});
