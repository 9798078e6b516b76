import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Evaluation } from "../../src/core/index.ts";
import { createEvaluator, type Evaluator } from "../../src/evaluate/index.ts";
import { defineProblem } from "../../src/problem/index.ts";
import { writeFiles } from "../problem/support.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** Passes on what the program returned, as the verdict. */
const SCORER =
  "export default ([told], { seed }) => ({ score: told.score ?? told.metrics.gain, ...told });\n";

describe("objectives, constraints and instances of a verdict", () => {
  let evaluator: Evaluator;
  const folder = join(temporaryFolder("told"), "told");
  beforeAll(async () => {
    await writeFiles(folder, { "evaluator.mjs": SCORER });
    const problem = await defineProblem({
      name: "told",
      folder,
      description: "Returns its own verdict.",
      seed: "seed.js",
      source: "export const solve = () => ({ metrics: { gain: 1, cost: 2 } });",
      evaluator: "evaluator.mjs",
      objectives: [
        { name: "gain", direction: "maximise", reference: 0 },
        { name: "cost", direction: "minimise", reference: 9 },
      ],
      constraints: [
        { name: "cost", atMost: 5 },
        { name: "weight", atLeast: 1 },
      ],
      features: [],
    });
    evaluator = await createEvaluator({ problem, seed: 1, lanes: 1 });
  });
  afterAll(() => evaluator.close());

  const told = (verdict: object): Promise<Evaluation> =>
    evaluator.evaluate({ source: `export const solve = () => (${JSON.stringify(verdict)});`, seed: 1 });

  it("a program that keeps every constraint is scored by its first objective", async () => {
    expect(await told({ metrics: { gain: 3, cost: 5, weight: 1 }, instances: [1, -0, 2.5] })).toMatchObject({
      status: "ok",
      score: 3,
      metrics: { gain: 3, cost: 5, weight: 1 },
      instances: [1, 0, 2.5],
    });
  });

  it("one beyond a constraint fails, and is told which and by how much", async () => {
    const metrics = { gain: 3, cost: 5.5, weight: 0 };
    expect(await told({ metrics, instances: [2, 1], artifacts: { seen: "all" } })).toMatchObject({
      status: "invalid",
      kind: "constraint",
      message: "cost is 5.5, and may be 5 at most",
      artifacts: { seen: "all", metrics, instances: [2, 1] },
    });
    expect(await told({ metrics: { gain: 3, cost: 1, weight: 0.5 } })).toMatchObject({
      kind: "constraint",
      message: "weight is 0.5, and must be at least 1",
    });
  });

  it.each([
    [{ metrics: { gain: 3, weight: 1 } }, "the scorer returned no metric cost, which problem.json names"],
    [
      { score: 4, metrics: { gain: 3, cost: 1, weight: 1 } },
      "the score is 4, and its first objective gain is 3: expected the same",
    ],
    [
      { metrics: { gain: 3, cost: 1, weight: 1 }, instances: [] },
      "the scorer returned instances that are no list of 1 to 1000 numbers",
    ],
    [
      { metrics: { gain: 3, cost: 1, weight: 1 }, instances: [1, "2"] },
      "instance 1 is a string, expected a number",
    ],
  ])("a scorer that tells %j is at fault", async (verdict, message) => {
    expect(await told(verdict)).toMatchObject({ status: "error", kind: "scorer", message });
  });
});

describe("a problem that says of its objectives", () => {
  const plain = {
    name: "several",
    folder: "/nowhere",
    description: "Nothing.",
    seed: "seed.js",
    source: "export const solve = () => 1;",
    evaluator: "evaluator.mjs",
  };
  const objectives = [
    { name: "gain", direction: "maximise", reference: 0 },
    { name: "cost", direction: "minimise", reference: 9 },
  ] as const;
  const bestKnown = [{ value: 1, source: "me" }];

  it.each([
    ["neither one nor several", {}, 'expected the property "objective"'],
    [
      "both",
      { objective: { direction: "maximise" }, objectives },
      "expected either objective or objectives at",
    ],
    ["one twice", { objectives: [objectives[0], objectives[0]] }, "expected a metric of its own at"],
    ["several and a best value", { objectives, bestKnown }, "expected no best known value with several"],
    [
      "a hypervolume of one",
      { objective: { direction: "maximise" }, knownHypervolume: 1 },
      "no hypervolume of one",
    ],
    [
      "a constraint without a bound",
      { objectives, constraints: [{ name: "cost" }] },
      "expected atMost or atLeast",
    ],
    [
      "bounds that leave nothing",
      { objectives, constraints: [{ name: "cost", atLeast: 2, atMost: 1 }] },
      "expected at most 1 (atMost)",
    ],
    [
      "repeats by the worst",
      { objectives, repeats: { count: 3, rule: "min" } },
      '"mean" with several objectives',
    ],
    ["run time", { objectives, timing: {} }, "no measured run time with several objectives"],
  ] as const)("%s is refused in a sentence", async (_name, changes, message) => {
    const refused = defineProblem({ ...plain, ...changes } as Parameters<typeof defineProblem>[0]);
    await expect(refused).rejects.toMatchObject({ code: "problem/invalid", exitCode: 2 });
    await expect(refused).rejects.toThrow(message);
  });
});
