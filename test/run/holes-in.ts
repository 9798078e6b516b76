import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Evaluation } from "../../src/core/index.ts";
import { inProcessBackend } from "../../src/evaluate/index.ts";
import { defineProblem, type Problem, type ProblemInCode } from "../../src/problem/index.ts";
import { evaluationSeedOf } from "../../src/run/index.ts";
import { findHoles } from "../../src/run/rehearsal/holes/find-holes.ts";
import type { Hole } from "../../src/run/rehearsal/holes/hole.ts";
import { withEvaluator } from "../../src/run/rehearsal/rehearsal.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** A sketch of a problem: its evaluator, its seed's way from `input` to an answer or the seed itself, and what else it says. */
export type Sketch = Partial<ProblemInCode> & { readonly scorer: string; readonly answer?: string };

const options = { openBackend: inProcessBackend };

/** The problem of a sketch, in a folder of its own. */
export async function sketched({ scorer, answer = "[0.25, 0.5, 0.75]", ...rest }: Sketch): Promise<Problem> {
  const folder = temporaryFolder("holes");
  writeFileSync(join(folder, "evaluator.mjs"), scorer);
  writeFileSync(join(folder, "rate.js"), "export const rate = () => 0;\n");
  // known before it is scored, so that how long this realm takes to load it is of no account
  await import(pathToFileURL(join(folder, "evaluator.mjs")).href);
  return defineProblem({
    name: "sketch",
    folder,
    description: "a sketch",
    seed: "seed.js",
    source: `export function solve(input) { return ${answer}; }`,
    evaluator: "evaluator.mjs",
    objective: { direction: "maximise" },
    ...rest,
  });
}

/** The holes that are found in a problem's evaluator, by its seed's scores as `check` takes them. */
export async function holesIn(problem: Problem): Promise<readonly Hole[]> {
  const verdicts = await withEvaluator({ problem, seed: "check" }, options, async (evaluate) => {
    const score = (seed: string): Promise<Evaluation> =>
      evaluate({ source: problem.seed, seed: evaluationSeedOf(seed), detailed: true });
    return [await score("check"), await score("check"), await score("check-0"), await score("check-1")];
  });
  const scores = verdicts.map((verdict) => (verdict.status === "ok" ? verdict.score : Number.NaN));
  const answers = verdicts[0]?.details?.answers ?? null;
  const isPlayed = problem.definition.adversarial !== null;
  const seed = { scores: scores.slice(0, 2), varied: scores.slice(2), answers, isPlayed };
  return findHoles(problem, seed, options);
}
