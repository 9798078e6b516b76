import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import type { Evaluation } from "../../src/core/index.ts";
import { inProcessBackend } from "../../src/evaluate/index.ts";
import { defineProblem } from "../../src/problem/index.ts";
import { evaluationSeedOf } from "../../src/run/index.ts";
import { findHoles } from "../../src/run/rehearsal/holes/find-holes.ts";
import { suspectsOf } from "../../src/run/rehearsal/holes/suspects.ts";
import { withEvaluator } from "../../src/run/rehearsal/rehearsal.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { GAMEABLE, type Sketch, SOUND } from "./gameable-evaluators.ts";

const options = { openBackend: inProcessBackend };

/** The kinds of holes that are found in an evaluator, by the seed's scores as `check` takes them. */
async function holesOf({
  scorer,
  answer = "[0.25, 0.5, 0.75]",
  ...rest
}: Sketch): Promise<readonly string[]> {
  const folder = temporaryFolder("holes");
  writeFileSync(join(folder, "evaluator.mjs"), scorer);
  // known before it is scored, so that how long this realm takes to load it is of no account
  await import(pathToFileURL(join(folder, "evaluator.mjs")).href);
  const problem = await defineProblem({
    name: "sketch",
    folder,
    description: "a sketch",
    seed: "seed.js",
    source: `export function solve(input) { return ${answer}; }`,
    evaluator: "evaluator.mjs",
    objective: { direction: "maximise" },
    ...rest,
  });
  const verdicts = await withEvaluator({ problem, seed: "check" }, options, async (evaluate) => {
    const score = (seed: string): Promise<Evaluation> =>
      evaluate({ source: problem.seed, seed: evaluationSeedOf(seed), detailed: true });
    return [await score("check"), await score("check"), await score("check-0"), await score("check-1")];
  });
  const scores = verdicts.map((verdict) => (verdict.status === "ok" ? verdict.score : Number.NaN));
  const answers = verdicts[0]?.details?.answers ?? null;
  const seed = { scores: scores.slice(0, 2), varied: scores.slice(2), answers, isPlayed: false };
  return (await findHoles(problem, seed, options)).map(({ kind }) => kind);
}

test.each(GAMEABLE)("%s: %s", async (kind, _, sketch) => {
  expect(await holesOf(sketch)).toContain(kind);
});

test.each(SOUND)("an evaluator that %s has none", async (_, sketch) => {
  expect(await holesOf(sketch)).toEqual([]);
});

test("a joint evaluator's clock is suspected where its scores differ, and its seeded chance is not", async () => {
  const folder = temporaryFolder("holes");
  const evaluator =
    "import random, time\ndef evaluate(path):\n    return {'a': random.random(), 'seconds': time.time()}\n";
  writeFileSync(join(folder, "evaluator.py"), evaluator);
  const problem = await defineProblem({
    ...{ name: "sketch", folder, description: "a sketch", seed: "seed.py", source: "x = 1\n" },
    ...{ contract: "joint", evaluator: "evaluator.py", joint: { shape: "openevolve" } },
    objective: { direction: "maximise" },
  });
  expect(await suspectsOf(problem, { scores: [1, 1], answers: null })).toEqual([]);
  const [hole, ...others] = await suspectsOf(problem, { scores: [1, 2], answers: null });
  expect([hole?.kind, others]).toEqual(["clock", []]);
  expect(hole?.advice, "timing does not go with joint").toContain("repeats");
});
