import { type Drawn, type Elite, type Evaluation, given, idOf } from "../../core/index.ts";
import type { OpenRecord } from "../../store/index.ts";
import { Unanswered } from "../models/answering.ts";
import type { Verification } from "../recorded-verdict.ts";
import { startOf } from "../start-of.ts";
import { inTime } from "./in-time.ts";
import type { Sitting } from "./sitting.ts";

/** The circumstances in which the programs of a run are scored again. */
export interface Verifying {
  readonly sitting: Sitting;
  readonly run: OpenRecord;
  /** Without hold-out inputs and proof. */
  readonly isBrief: boolean;
  /** Gives it up, for whatever reason. */
  readonly late: AbortSignal;
  readonly stopped: AbortSignal | undefined;
}

/** A program that was scored again. */
export interface Verified {
  readonly verification: Verification;
  /** Its score in the run. */
  readonly recorded: number;
  /** Words that speak against it; `null` where it passed. */
  readonly reason: string | null;
  /** Why the hold-out inputs were not asked; `null` where they were. */
  readonly unasked: string | null;
  readonly drawn: Drawn | undefined;
}

/** Scores a program of a run again, in a fresh process and on a fresh seed; `null` where it was given up. */
export async function verifyProgram(
  { sitting, run, isBrief, late, stopped }: Verifying,
  elite: Elite,
): Promise<Verified | null> {
  const { evaluator, evaluationSeed, record } = sitting;
  const { source, score } = elite;
  const id = idOf(elite);
  const baseline = startOf(record.problem, run.candidates, id);
  const program = { source, seed: evaluationSeed, baseline };
  const whole = (brief: boolean) =>
    evaluator.evaluate({ ...program, purpose: "verify", isBrief: brief }, late);
  const scored = await inTime(answered(whole, isBrief), late);
  if (scored === null) return null;
  const { verdict, unasked } = scored;
  const isOther = verdict.status === "ok" && verdict.score !== score;
  const again = isOther && mustRepeat(sitting) ? await inTime(evaluator.evaluate(program, late), late) : null;
  if (stopped?.aborted === true) return null;
  const doubt = again && unrepeated(again, score);
  const cut = isBrief && record.problem.definition.holdout.length > 0 ? NO_HOLDOUT : verdict.message;
  const note = unasked === null ? cut : `the hold-out inputs were not asked: ${unasked}`;
  const start = baseline === null ? undefined : run.candidates.candidate(id)?.parents[0];
  const isOk = verdict.status === "ok";
  return {
    verification: verificationOf({ id, ...given({ start }) }, verdict, doubt, isOk ? note : verdict.message),
    recorded: score,
    reason: doubt ?? (isOk ? null : verdict.message),
    unasked,
    drawn: isOk ? verdict.drawn : undefined,
  };
}

/** A program's verdict, and why it is without the hold-out inputs; `null` where it is whole. */
interface Answered {
  readonly verdict: Evaluation;
  readonly unasked: string | null;
}

/** A program's verdict; without the hold-out inputs, and why, where its model could not be asked about them. */
async function answered(
  score: (isBrief: boolean) => Promise<Evaluation>,
  isBrief: boolean,
): Promise<Answered> {
  try {
    return { verdict: await score(isBrief), unasked: null };
  } catch (error) {
    // what was asked in the search is on record
    if (isBrief || !(error instanceof Unanswered)) throw error;
    return { verdict: await score(true), unasked: error.message };
  }
}

/** The verdict on a program as it is recorded. */
function verificationOf(
  program: Pick<Verification, "id" | "start">,
  verdict: Evaluation,
  doubt: string | null,
  note: string,
): Verification {
  const scored = verdict.status === "ok" ? verdict : null;
  return {
    ...program,
    status: doubt === null ? verdict.status : "invalid",
    score: scored?.score ?? null,
    ...given({ holdout: scored?.holdout, proof: scored?.proof }),
    message: doubt ?? note,
  };
}

/** Said of a program that was scored again without its hold-out inputs. */
const NO_HOLDOUT = "time was up before the hold-out inputs were scored";

/** True where program and seed lead to one score: nothing is measured in the evaluation. */
function mustRepeat({ record }: Sitting): boolean {
  return record.problem.definition.timing === null;
}

/**
 * The doubt about a score on record that program and seed do not lead to again; `null` where it is theirs, or
 * where something else has a part: a command of the user's, which may do as it likes.
 */
function unrepeated(again: Evaluation, score: number): string | null {
  if (again.level === 3 || (again.status === "ok" && again.score === score)) return null;
  const came = again.status === "ok" ? `is ${again.score}` : `cannot be had (${again.kind})`;
  return `its score on record is ${score}, and with the same seed it ${came}: the record was changed, or the evaluator does not repeat itself`;
}
