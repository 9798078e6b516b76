import { existsSync, readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { readPicture } from "../../src/core/index.ts";
import type { ProblemView } from "../../src/problem/index.ts";
import { openBench, verdict } from "./support.ts";

describe.each(["circle-packing", "heilbronn-triangle", "online-bin-packing"])("%s", (name) => {
  test("its seed's outputs agree with the output schema and give features on the grid", async () => {
    const { problem, runSeed, judgeAll } = await openBench(name);
    const { definition } = problem;
    const outputs = runSeed();
    const accepts = new Ajv().compile(definition.output ?? {});
    for (const output of outputs) {
      expect(accepts(output)).toBe(true);
      expect(JSON.parse(JSON.stringify(output))).toEqual(output);
      expect(JSON.stringify(output).length).toBeLessThan(definition.limits.outputKb * 1024);
    }
    const result = judgeAll(outputs, definition.inputs);
    const features = "score" in result ? (result.features ?? {}) : {};
    expect(Object.keys(features)).toEqual(definition.features.map((feature) => feature.name));
    expect(
      definition.features.reduce((cells, feature) => cells * (feature.bins ?? 1), 1),
    ).toBeLessThanOrEqual(100);
  });

  test("leaves room above the seed, and says who found the best known values", async () => {
    const { problem, runSeed, judgeAll } = await openBench(name);
    const { objective, bestKnown, inputs } = problem.definition;
    const score = Number(verdict(judgeAll(runSeed(), inputs)));
    expect(bestKnown.length).toBeGreaterThan(0);
    for (const { value } of bestKnown) {
      expect(objective.direction === "maximise" ? value > score : value < score).toBe(true);
    }
    const [first, ...others] = bestKnown.map(({ value }) =>
      objective.direction === "maximise" ? value : -value,
    );
    expect(others.every((value) => value <= Number(first))).toBe(true);
  });

  test("has a README that opens with something to type", async () => {
    const { problem } = await openBench(name);
    const text = await readFile(join(problem.folder, "README.md"), "utf8");
    expect(text).toMatch(new RegExp(`^# .*\n\n\`\`\`sh\nnpx galapagos run ${name} `));
    for (const { value } of problem.definition.bestKnown) expect(text).toContain(String(value).slice(0, 9));
  });

  test("marks what may change, once", async () => {
    const { problem } = await openBench(name);
    expect(problem.seed.match(/EVOLVE-BLOCK-(START|END)/g)).toEqual([
      "EVOLVE-BLOCK-START",
      "EVOLVE-BLOCK-END",
    ]);
  });
});

describe.each(readdirSync("problems").filter((name) => existsSync(join("problems", name, "view.ts"))))(
  "the view of %s",
  (name) => {
    test("draws what its seed returns, and refuses what is none", async () => {
      const { problem, runSeed } = await openBench(name);
      const { default: view } = (await import(join(problem.folder, "view.ts"))) as {
        readonly default: ProblemView;
      };
      const [output = null] = runSeed();
      const [input = null] = problem.definition.inputs;
      const drawn = readPicture(view(output, input));
      expect(drawn).toMatchObject({ frame: expect.any(Array) });
      expect("shapes" in drawn && drawn.shapes.length).toBeGreaterThan(1);
      expect(() => view("nothing of the kind", input)).toThrow();
    });
  },
);
