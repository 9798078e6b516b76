import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEvaluator, type Evaluator } from "../../src/evaluate/index.ts";
import { judgementOfRuns, solutionIn } from "../../src/evaluate/local/worker/restarts.ts";
import { initProblem, loadProblem, type Problem } from "../../src/problem/index.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const root = temporaryFolder("operators");

describe("a problem whose programs are operators", () => {
  let problem: Problem;
  let evaluator: Evaluator;
  beforeAll(async () => {
    await initProblem(root, { name: "ten-points", contract: "operators" });
    problem = await loadProblem("ten-points", { searchFrom: root });
    evaluator = await createEvaluator({ problem, seed: 1, lanes: 1 });
  });
  afterAll(() => evaluator.close());

  it("scores what basin hopping with them reaches, the same way for the same seed, and keeps the construction", async () => {
    const first = await evaluator.evaluate({ source: problem.seed, seed: 5 });
    expect(first).toMatchObject({ status: "ok", metrics: { lostRuns: 0 } });
    if (first.status !== "ok") return;
    const { best = 0, median = 0 } = first.metrics;
    expect(first.score).toBe(best);
    expect(best).toBeGreaterThanOrEqual(median);
    expect(best).toBeGreaterThan(0.2);
    expect(first.artifacts?.solution).toHaveLength(10);
    const again = await evaluator.evaluate({ source: `${problem.seed}//`, seed: 5 });
    expect(again).toMatchObject({ score: first.score, metrics: first.metrics });
    const other = await evaluator.evaluate({ source: problem.seed, seed: 6 });
    expect(other).not.toMatchObject({ score: first.score });
  });

  it("hops only where it is no worse: without hops it reaches no more", async () => {
    const still = problem.seed.replace(
      "export function perturb(points, strength, random) {",
      "$&\n  return points;",
    );
    const idle = await evaluator.evaluate({ source: still.replace("step < budget", "step < 0"), seed: 5 });
    const hopping = await evaluator.evaluate({ source: problem.seed, seed: 5 });
    expect(idle.status === "ok" && hopping.status === "ok" && hopping.score > idle.score).toBe(true);
  });

  it("hops further once it falls back into its basin, though never to the same last digit", async () => {
    const basins = `
let [hops, reach] = [0, 0];
const grid = (gap) => Array.from({ length: 10 }, (_, i) => [gap * (i % 4), gap * Math.floor(i / 4)]);
export const generate = () => grid(0.2);
export function improve() {
  // each visit ends a hair lower
  return grid(reach > 0.9 ? 0.3 : 0.2 - 1e-10 * ++hops);
}
export function perturb(points, strength) {
  reach = strength;
  return points;
}`;
    const found = await evaluator.evaluate({ source: basins, seed: 5 });
    expect(found.status === "ok" && found.score).toBeCloseTo(0.3);
  });

  it("fails a program that lacks an operator, loops, or claims another solution than the rules allow", async () => {
    const without = problem.seed.replace("export function perturb", "export function other");
    expect(await evaluator.evaluate({ source: without, seed: 5 })).toMatchObject({ status: "error" });
    const endless = problem.seed.replace(
      "export function perturb(points, strength, random) {",
      "$&\n  for (;;);",
    );
    expect(await evaluator.evaluate({ source: endless, seed: 5 })).toMatchObject({
      status: "timeout",
      kind: "fuel",
    });
    const outside = `export const generate = () => [], perturb = (s) => s, improve = () => Array.from({ length: 10 }, (_, i) => [9 * i, 9]);`;
    expect(await evaluator.evaluate({ source: outside, seed: 5 })).toMatchObject({
      status: "invalid",
      kind: "rejected",
    });
  });
});

describe("where programs go on from what their parents came to", () => {
  let evaluator: Evaluator;
  let seed: string;
  beforeAll(async () => {
    const { folder } = await initProblem(root, { name: "far-points", contract: "operators" });
    const path = join(folder, "problem.json");
    const text = await readFile(path, "utf8");
    await writeFile(path, text.replace('"contract"', '"start": "parent",\n  "contract"'));
    const problem = await loadProblem("far-points", { searchFrom: root });
    seed = problem.seed;
    evaluator = await createEvaluator({ problem, seed: 1, lanes: 1 });
  });
  afterAll(() => evaluator.close());

  it("each program has draws of its own, whatever else it has in common with another", async () => {
    const one = await evaluator.evaluate({ source: seed, seed: 5 });
    const other = await evaluator.evaluate({ source: `${seed}//`, seed: 5 });
    expect(one.status === "ok" && other.status === "ok" && one.score !== other.score).toBe(true);
  });

  it("the first run hops from there, the others afresh, and the best one's solution is where children start", async () => {
    const parent = await evaluator.evaluate({ source: seed, seed: 5 });
    if (parent.status !== "ok" || parent.construction === undefined) throw new Error("the seed has no score");
    expect(parent.construction).toEqual(parent.artifacts?.solution);
    const baseline = { source: "", relativeTime: 1, score: parent.score, start: parent.construction };
    const child = await evaluator.evaluate({ source: `${seed}//`, seed: 6, baseline });
    expect(child.status === "ok" && child.score).toBeGreaterThanOrEqual(parent.score);

    const grid = "Array.from({ length: 10 }, (_, i) => [0.1 * (i % 4), 0.1 * Math.floor(i / 4)])";
    const idle = `export const generate = () => ${grid}, improve = (s) => s, perturb = (s) => s;`;
    // the first run found nothing, so what another one found is what it is told by
    const elsewhere = await evaluator.evaluate({ source: idle, seed: 5, baseline });
    expect(elsewhere).toMatchObject({ metrics: { median: elsewhere.status === "ok" && elsewhere.score } });
    expect(elsewhere.status === "ok" && elsewhere.score).toBeCloseTo(0.1);
    const lost = `export const generate = () => Array.from({ length: 10 }, (_, i) => [9 * i, 9]), improve = (s) => s, perturb = (s) => s;`;
    const stays = await evaluator.evaluate({ source: lost, seed: 5, baseline });
    expect(stays).toMatchObject({ score: parent.score, construction: parent.construction });
    const alone = await evaluator.evaluate({ source: idle, seed: 5 });
    expect(alone.status === "ok" && alone.score).toBeCloseTo(0.1);
  });
});

it("no start goes with the median of runs, which is no one solution's score", async () => {
  const { folder } = await initProblem(root, { name: "middle", contract: "operators" });
  const path = join(folder, "problem.json");
  const text = await readFile(path, "utf8");
  const asked = text.replace('"contract"', '"start": "parent",\n  "contract"');
  await writeFile(path, asked.replace('"restarts"', '"rule": "median", "restarts"'));
  await expect(loadProblem(folder)).rejects.toThrow(/no start beside the rule median/);
});

it("a run that ended outside the rules counts as worst in the median", () => {
  const ok = (score: number) => ({ status: "ok", score, metrics: {}, features: { score } }) as const;
  const lost = { status: "invalid", kind: "rejected", message: "outside" } as const;
  const objective = { name: "score", direction: "minimise" } as const;
  const hopping = {
    rate: "",
    rateText: "",
    restarts: 3,
    hops: 1,
    budget: 1,
    strength: 0.1,
    rule: "median",
  } as const;
  const judged = judgementOfRuns([ok(4), lost, ok(2)], ["a", "b", "c"], { objective, hopping });
  expect(judged).toMatchObject({
    score: 4,
    metrics: { best: 2, median: 4, lostRuns: 1 },
    artifacts: { solution: "c" },
  });
  expect(judgementOfRuns([lost], ["b"], { objective, hopping })).toBe(lost);
  // a solution may be a text, and one that is too large is none
  const solutionOf = (solution: string) => {
    const one = judgementOfRuns([ok(4)], [solution], { objective, hopping });
    return one.status === "ok" ? solutionIn(one.artifacts) : null;
  };
  expect(solutionOf("c")).toBe("c");
  expect(solutionOf("c".repeat(20_000))).toBeUndefined();
});

it("a contract and its hopping belong together", async () => {
  const { folder } = await initProblem(root, { name: "half", contract: "operators" });
  const path = `${folder}/problem.json`;
  const text = await readFile(path, "utf8");
  await writeFile(path, text.replace('  "contract": "operators",\n', ""));
  await expect(loadProblem(folder)).rejects.toThrow(/no hopping without the contract for it/);
  await writeFile(path, text.replace(/ {2}"hopping": .*\n/, ""));
  await expect(loadProblem(folder)).rejects.toThrow(/how to hop, since the contract is "operators"/);
});
