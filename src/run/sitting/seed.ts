import { setImmediate as turn, setTimeout as sleep } from "node:timers/promises";
import {
  type Candidate,
  EXIT,
  type Fingerprint,
  GalapagosError,
  sha256,
  shellWord,
} from "../../core/index.ts";
import type { Evaluator } from "../../evaluate/index.ts";
import type { Problem } from "../../problem/index.ts";
import { languageOf } from "../../language/index.ts";
import { findRegions } from "../../program/index.ts";
import { unlessStopped } from "./unless-stopped.ts";

/**
 * The seed of every candidate's own randomness: one for the whole run, so that candidates are compared alike.
 */
export function evaluationSeedOf(runSeed: string): number {
  return Number.parseInt(sha256(`evaluation/${runSeed}`).slice(0, 8), 16) >>> 1;
}

/**
 * Refuses a seed in which evolution could change nothing.
 *
 * @throws GalapagosError `run/seed-failed` (exit code 4): its markers are malformed, or nothing stands
 * between them
 */
export function checkSeedRegions({ definition, seed }: Problem): void {
  const found = findRegions(seed);
  const isEmpty =
    found.status === "ok" && found.regions.every(({ start, end }) => seed.slice(start, end).trim() === "");
  if (found.status === "ok" && !isEmpty) return;
  const what = found.status === "ok" ? "its EVOLVE-BLOCK is empty" : found.message;
  throw new GalapagosError(`the seed program ${definition.seed}: ${what}`, {
    code: "run/seed-failed",
    exitCode: EXIT.seedFailed,
    hint: "what may change stands between EVOLVE-BLOCK-START and EVOLVE-BLOCK-END, comments on lines of their own",
  });
}

/** How long the seed's score is waited for. */
interface SeedOptions {
  /** Aborting it gives up a seed that does not get its score soon. */
  readonly signal?: AbortSignal | undefined;
  /** Time after which a seed without a score is given up, milliseconds. @defaultValue `Infinity` */
  readonly patienceMs?: number;
}

/** Rejects when the seed took too long for the run's time budget. */
async function timeIsUp({ definition }: Problem, patienceMs: number, hint: string): Promise<never> {
  // a timer takes no longer delay
  await sleep(Math.min(patienceMs, 2 ** 31 - 1), null, { ref: false });
  throw new GalapagosError(
    `time is up, and the seed program ${definition.seed} of ${definition.name} still has no score: nothing was begun`,
    { code: "run/seed-failed", exitCode: EXIT.seedFailed, hint: `give a longer --time, or ${hint}` },
  );
}

/**
 * The seed program as step 0 of island 0, scored.
 *
 * @throws GalapagosError `run/seed-failed` (exit code 4) when it gets no score, not in time, or its markers are malformed,
 * `run/interrupted` (exit code 130)
 */
export async function scoreSeed(
  problem: Problem,
  evaluator: Evaluator,
  evaluationSeed: number,
  { signal, patienceMs = Number.POSITIVE_INFINITY }: SeedOptions = {},
): Promise<Candidate> {
  checkSeedRegions(problem);
  const scoring = evaluator.evaluate({ source: problem.seed, seed: evaluationSeed });
  const hint = `see how long it takes: galapagos check ${shellWord(problem.folder)}`;
  const inTime = Number.isFinite(patienceMs)
    ? Promise.race([scoring, timeIsUp(problem, patienceMs, hint)])
    : scoring;
  const [evaluation, fingerprint] = await Promise.all([
    unlessStopped(inTime, signal, { during: "the seed program was scored", hint }),
    fingerprintMeanwhile(problem),
  ]);
  if (evaluation.status !== "ok") {
    const { name, seed } = problem.definition;
    throw new GalapagosError(
      `the seed program ${seed} of ${name} got no score: ${evaluation.status} (${evaluation.kind}): ${evaluation.message}`,
      {
        code: "run/seed-failed",
        exitCode: EXIT.seedFailed,
        hint: `look closer with: galapagos check ${shellWord(problem.folder)}`,
      },
    );
  }
  return {
    island: 0,
    step: 0,
    source: problem.seed,
    fingerprint,
    parents: [],
    operator: "seed",
    note: "the seed program",
    strategy: {},
    evaluation,
    cached: false,
  };
}

/** The seed's fingerprints: a parser that has to be loaded for them takes about as long as the evaluation, which is under way. */
async function fingerprintMeanwhile({ definition, seed }: Problem): Promise<Fingerprint> {
  // so that the request has left before the parser keeps this thread busy
  await turn();
  return languageOf(definition).fingerprint(seed);
}
