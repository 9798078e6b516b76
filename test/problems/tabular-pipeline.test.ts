import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import score from "../../problems/tabular-pipeline/evaluator.ts";
import { fateOf, foldQuestions, freshQuestions } from "../../problems/tabular-pipeline/folds.ts";
import { createEvaluator, type Evaluator } from "../../src/evaluate/index.ts";
import { loadProblem, type Problem } from "../../src/problem/index.ts";

const folder = "problems/tabular-pipeline";
const [folds, fresh] = [foldQuestions(), freshQuestions()];
/** Judges answers of the search as the toolkit does. */
const judge = (outputs: readonly (readonly number[])[]) =>
  score(outputs, { inputs: folds, seed: 1 } as unknown as Parameters<typeof score>[1]);

describe("the table of customers", () => {
  it("is the one that its law draws", () => {
    expect(JSON.parse(readFileSync(join(folder, "folds.json"), "utf8"))).toEqual(folds);
    expect(JSON.parse(readFileSync(join(folder, "fresh.json"), "utf8"))).toEqual(fresh);
  });

  it("asks for each known customer once, and tells of none that is asked for", () => {
    const asked = folds.flatMap((question) => question.asked.map((row) => JSON.stringify(row)));
    expect(asked).toHaveLength(600);
    for (const { rows, asked: others } of folds) {
      const known = new Set(rows.map((row) => JSON.stringify(row)));
      expect(others.filter((row) => known.has(JSON.stringify(row)))).toEqual([]);
    }
    const ever = new Set(asked);
    for (const { asked: others } of fresh)
      expect(others.filter((row) => ever.has(JSON.stringify(row)))).toEqual([]);
  });
});

describe("out-of-fold skill", () => {
  it("is 0 for the plain share, nearly 1 for the truth, and punishes its opposite", async () => {
    const share = folds.map(({ left, asked }) =>
      asked.map(() => left.reduce<number>((sum, one) => sum + one, 0) / left.length),
    );
    expect(await judge(share)).toMatchObject({ score: expect.closeTo(0, 12) });
    const truth = folds.map(({ name }) => fateOf(name));
    expect(await judge(truth)).toMatchObject({ metrics: { accuracy: 1, auc: 1 } });
    const wrong = await judge(truth.map((fates) => fates.map((fate) => 1 - fate)));
    expect("score" in wrong && wrong.score).toBeLessThan(-5);
  });

  it.each([
    ["too few", (chances: number[]) => chances.slice(1), "fold 1: expected 120 probabilities, got 119"],
    ["more than certain", (chances: number[]) => [1.5, ...chances.slice(1)], "got 1.5 at 0"],
    ["less than nothing", (chances: number[]) => [-0.1, ...chances.slice(1)], "got -0.1 at 0"],
  ])("refuses %s by name", async (_, spoil, words) => {
    const half = folds.map(({ asked }) => asked.map(() => 0.5));
    const verdict = await judge(half.map((chances, at) => (at === 0 ? spoil(chances) : chances)));
    expect(verdict).toMatchObject({ invalid: expect.stringContaining(words) });
  });
});

const isThere = spawnSync("/usr/bin/python3", ["-c", "import sklearn"]).status === 0;

describe.skipIf(!isThere)("its seed (skipped where scikit-learn is missing)", () => {
  let problem: Problem;
  let evaluator: Evaluator;
  beforeAll(async () => {
    problem = await loadProblem("tabular-pipeline");
    evaluator = await createEvaluator({ problem, seed: 1, lanes: 1 });
  });
  afterAll(() => evaluator.close());

  it("knows a little of customers that it has never seen", async () => {
    const verdict = await evaluator.evaluate({ source: problem.seed, seed: 1, purpose: "verify" });
    expect(verdict).toMatchObject({
      status: "ok",
      score: expect.closeTo(0.0339, 3),
      holdout: expect.closeTo(0.037, 2),
    });
  });
});
