import { type Candidate, GalapagosError, sha256 } from "../core/index.ts";
import type { Evaluator } from "../evaluate/index.ts";
import type { Problem } from "../problem/index.ts";
import { fingerprint } from "../program/index.ts";

/** The seed of every candidate's own randomness: one for the whole run, so that candidates are compared alike. */
export function evaluationSeedOf(runSeed: string): number {
  return Number.parseInt(sha256(`evaluation/${runSeed}`).slice(0, 8), 16) >>> 1;
}

/**
 * The seed program as step 0 of island 0, scored.
 *
 * @throws GalapagosError `run/seed-failed` (exit code 4) when it gets no score
 */
export async function scoreSeed(
  problem: Problem,
  evaluator: Evaluator,
  evaluationSeed: number,
): Promise<Candidate> {
  const evaluation = await evaluator.evaluate({ source: problem.seed, seed: evaluationSeed });
  if (evaluation.status !== "ok") {
    const { name, seed } = problem.definition;
    throw new GalapagosError(
      `the seed program ${seed} of ${name} got no score: ${evaluation.status} (${evaluation.kind}): ${evaluation.message}`,
      { code: "run/seed-failed", exitCode: 4, hint: `look closer with: galapagos check ${problem.folder}` },
    );
  }
  return {
    island: 0,
    step: 0,
    source: problem.seed,
    fingerprint: fingerprint(problem.seed, problem.definition.language),
    parents: [],
    operator: "seed",
    note: "the seed program",
    strategy: {},
    evaluation,
    cached: false,
  };
}
