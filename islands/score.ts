import {
  type CandidateId,
  type Evaluation,
  type Fingerprint,
  idOf,
  isClockVerdict,
  objectiveOf,
  type Position,
} from "../src/core/index.ts";
import { unlessUnmoved } from "../src/evaluate/index.ts";
import { baselineOf } from "./baseline.ts";
import type { Island } from "./island.ts";
import { replayMismatch } from "./replay-mismatch.ts";

/** A program to be scored for a step: its child, or one of the trials that its operator makes. */
export interface ScoredProgram {
  readonly place: Position;
  readonly source: string;
  /** Its first parent, which may have a part in the score (see {@link baselineOf}). */
  readonly parent: CandidateId | undefined;
  /** Number among the step's trials, from 0; for the child itself, its fingerprint. */
  readonly as: { readonly trial: number } | { readonly child: Fingerprint };
}

/** A verdict, and whether it was on record. */
export interface Verdict {
  readonly evaluation: Evaluation;
  readonly cached: boolean;
}

/**
 * The one door to a verdict: what is on record of the trial, or of a program equal to the child; else the
 * evaluator's, and a trial's is recorded before anybody sees it.
 */
export async function scoreProgram(island: Island, program: ScoredProgram): Promise<Verdict> {
  const { task, coordination, reader, writer } = island;
  const { place, source, parent, as } = program;
  const known =
    "trial" in as ? trialOnRecord(island, program, as.trial) : equalProgram(island, source, as.child);
  if (known !== null) return { evaluation: known, cached: true };
  // a run that stops lets its children be scored, but begins no trials
  if ("trial" in as) coordination.draining.signal.throwIfAborted();
  const baseline = baselineOf(parent, task.problem, reader);
  const came = await coordination.evaluate(source, baseline, "trial" in as ? null : place.step);
  const unmoved = unlessUnmoved(came, baseline);
  if (!("trial" in as)) return { evaluation: unmoved, cached: false };
  const evaluation = unmoved === came ? came : await triedAfresh(island, source, { came, unmoved });
  const trial = { ...place, attempt: as.trial, source, evaluation };
  await writer.write([{ type: "trial", trial }]);
  return { evaluation, cached: false };
}

/**
 * The verdict on a program that came out at its start's score: its own where it finds as much without a start, for then it was found again and
 * not handed back; else none.
 */
async function triedAfresh(
  { coordination, task }: Island,
  source: string,
  { came, unmoved }: { readonly came: Evaluation; readonly unmoved: Evaluation },
): Promise<Evaluation> {
  const again = await coordination.evaluate(source, null, null);
  const afresh = again.status === "ok" ? again.score : null;
  const { compared } = objectiveOf(task.problem.definition.objective.direction);
  const isOwn = came.status === "ok" && afresh !== null && compared(afresh, came.score) !== "worse";
  return { ...(isOwn ? came : unmoved), afresh };
}

/**
 * The verdict on a trial of this number in an earlier life of the run; another program there is an error, not
 * a repair.
 */
function trialOnRecord(
  { reader }: Island,
  { place, source }: ScoredProgram,
  attempt: number,
): Evaluation | null {
  const recorded = reader.trial(place.island, place.step, attempt);
  if (recorded === null || recorded.source === source) return recorded?.evaluation ?? null;
  throw replayMismatch(`trial ${attempt} of ${idOf(place)} is on record with another program`);
}

/** An earlier verdict on exactly this program, unless a clock or the parent had a say in it. */
function equalProgram(
  { task, population, reader }: Island,
  source: string,
  fingerprint: Fingerprint,
): Evaluation | null {
  if (task.problem.definition.race || task.problem.definition.start) return null;
  const verdict = population.known.has(fingerprint) ? reader.verdictOf(source) : null;
  return verdict === null || isClockVerdict(verdict.kind) ? null : verdict;
}
