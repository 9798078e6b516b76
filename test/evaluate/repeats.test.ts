import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Evaluation, Scored } from "../../src/core/index.ts";
import { createEvaluator, type Evaluator } from "../../src/evaluate/index.ts";
import { repeatScoring } from "../../src/evaluate/local/worker/repeat.ts";
import { loadProblem, type Problem } from "../../src/problem/index.ts";

const folder = fileURLToPath(new URL("../fixtures/problems/noisy-guess/", import.meta.url));
const scored = (evaluation: Evaluation): Scored => {
  if (evaluation.status !== "ok") throw new Error(evaluation.message);
  return evaluation;
};
const verdict = (score: number) => ({ status: "ok", score, metrics: { m: score }, features: {} }) as const;

describe("a problem with repeats", () => {
  let problem: Problem;
  let evaluator: Evaluator;
  beforeAll(async () => {
    problem = await loadProblem(folder);
    evaluator = await createEvaluator({ problem, seed: 1, lanes: 1 });
  });
  afterAll(() => evaluator.close());

  it("scores with several seeds until the mean is known well enough, the same way every time", async () => {
    const first = scored(await evaluator.evaluate({ source: problem.seed, seed: 5 }));
    const { repeats = 0, scoreDeviation = 0 } = first.metrics;
    expect(repeats).toBeGreaterThanOrEqual(4);
    expect(repeats).toBeLessThan(40);
    expect(scoreDeviation).toBeGreaterThan(0);
    expect(Math.abs(first.score)).toBeLessThan(0.1);
    const again = scored(await evaluator.evaluate({ source: `${problem.seed}//`, seed: 5 }));
    expect([again.score, again.metrics]).toEqual([first.score, first.metrics]);
    const other = scored(await evaluator.evaluate({ source: problem.seed, seed: 6 }));
    expect(other.score).not.toBe(first.score);
  });

  it("keeps private metrics apart from those that models see", async () => {
    const evaluation = scored(await evaluator.evaluate({ source: problem.seed, seed: 5 }));
    expect(evaluation.privateMetrics).toEqual({ trueError: 0 });
    expect(Object.keys(evaluation.metrics).sort()).toEqual(["inputs", "repeats", "scoreDeviation"]);
  });

  it("scores the hold-out apart in a verification, so that a program that learnt its inputs shows", async () => {
    const checked = scored(await evaluator.evaluate({ source: problem.seed, seed: 5, purpose: "verify" }));
    expect(Math.abs(checked.score)).toBeLessThan(0.1);
    expect(checked.metrics.inputs).toBe(2);
    expect(checked.holdout).toBeCloseTo(-1, 0);
    const search = scored(await evaluator.evaluate({ source: problem.seed, seed: 5 }));
    expect(search.holdout).toBeUndefined();
  });

  it("stops at a stage's threshold before it repeats anything", async () => {
    const far = await evaluator.evaluate({ source: "export const solve = () => 100;", seed: 5 });
    expect(far).toMatchObject({ status: "invalid", kind: "stage", message: /stage first: scored -9/ });
  });
});

describe("repeated scoring", () => {
  const scores = [4, 1, 3, 2];
  const run = (rule: "mean" | "median" | "min" | "max", tolerance: number | null = null, count = 4) =>
    repeatScoring({ count, rule, tolerance }, async (repeat) => verdict(scores[repeat % 4] ?? 0));

  it.each([
    ["mean", 2.5],
    ["median", 2.5],
    ["min", 1],
    ["max", 4],
  ] as const)("takes the %s", async (rule, expected) => {
    expect(await run(rule)).toMatchObject({ score: expected, metrics: { m: 2.5, repeats: 4 } });
  });

  it("ends early only from the fourth repeat on, and only when the interval is narrow", async () => {
    expect(await run("mean", 100, 30)).toMatchObject({ metrics: { repeats: 4 } });
    expect(await run("mean", 0.5, 200)).toMatchObject({ metrics: { repeats: 24 } });
    expect(await run("mean", 1e-9, 30)).toMatchObject({ metrics: { repeats: 30 } });
  });

  it("of finite scores whose sum is none is a failure, and a deviation that overflows is left out", async () => {
    const of = (score: number) =>
      repeatScoring({ count: 3, rule: "mean", tolerance: null }, async (i) =>
        verdict(i % 2 ? -score : score),
      );
    const same = await repeatScoring({ count: 3, rule: "mean", tolerance: null }, async () => verdict(1e308));
    expect(same).toMatchObject({ status: "invalid", kind: "infinite" });
    const wide = await of(1e200);
    expect(wide).toMatchObject({ status: "ok", metrics: { repeats: 3 } });
    expect(Object.keys((wide as Scored).metrics)).not.toContain("scoreDeviation");
  });

  it("ends with the first failure", async () => {
    const failed = { status: "invalid", kind: "rejected", message: "no" } as const;
    const result = await repeatScoring({ count: 5, rule: "max", tolerance: null }, async (repeat) =>
      repeat === 2 ? failed : verdict(1),
    );
    expect(result).toEqual(failed);
  });
});
