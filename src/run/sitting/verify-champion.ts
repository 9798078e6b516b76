import { type Evaluation, given, jsonOf, shellWord } from "../../core/index.ts";
import { openRecord, type StoreWrite } from "../../store/index.ts";
import { Unanswered } from "../models/answering.ts";
import { PICTURE } from "../pictures.ts";
import { discreditWrites } from "./discredit.ts";
import { startOf } from "../start-of.ts";
import { inTime } from "./in-time.ts";
import type { Sitting } from "./sitting.ts";
import type { Verification } from "../recorded-verdict.ts";
import type { BestSummary } from "../summary.ts";
import type { TimeLeft } from "./time-left.ts";

/**
 * Scores the champion again, in a fresh process, before it is called best; within the time that is left.
 *
 * @param stopped - gives it up
 * @returns `false` where it was given up; `true` otherwise, also where no time was left
 */
export async function verifyChampion(
  sitting: Sitting,
  best: BestSummary | null,
  { how, leftMs }: TimeLeft,
  stopped?: AbortSignal,
): Promise<boolean> {
  if (best === null) return true;
  const { location, store, evaluator, evaluationSeed, record } = sitting;
  const unverified = (): boolean => {
    const why = stopped?.aborted === true ? "the run was stopped" : "time was up";
    const next = `galapagos resume ${shellWord(location.folder)} does it`;
    warn(sitting, `${why} before the champion ${best.id} could be scored again: ${next}`);
    return stopped?.aborted !== true;
  };
  if (how === "none") return unverified();
  using run = openRecord(location);
  const source = run.candidates.sources([best.id]).get(best.id);
  if (source === undefined) return true;
  const isBrief = how === "brief";
  const baseline = startOf(record.problem, run.candidates, best.id);
  const program = { source, seed: evaluationSeed, baseline };
  const start = baseline === null ? undefined : best.parents[0];
  // a timer takes no longer delay
  const timer = AbortSignal.timeout(Math.ceil(Math.min(leftMs, 2 ** 31 - 1)));
  const late = stopped === undefined ? timer : AbortSignal.any([timer, stopped]);
  const whole = (brief: boolean) =>
    evaluator.evaluate({ ...program, purpose: "verify", isBrief: brief }, late);
  const scored = await inTime(answered(whole, isBrief), late);
  if (scored === null) return unverified();
  const isOther = scored.verdict.status === "ok" && scored.verdict.score !== best.score;
  const again = isOther && mustRepeat(sitting) ? await inTime(evaluator.evaluate(program, late), late) : null;
  if (stopped?.aborted === true) return unverified();
  const doubt = again && unrepeated(again, best.score);
  const cut = isBrief && record.problem.definition.holdout.length > 0 ? NO_HOLDOUT : scored.verdict.message;
  const note = scored.unasked === null ? cut : `the hold-out inputs were not asked: ${scored.unasked}`;
  await store.write(verdictWrites({ id: best.id, ...given({ start }) }, scored.verdict, doubt, note));
  const reason = doubt ?? (scored.verdict.status === "ok" ? null : scored.verdict.message);
  if (reason !== null) await store.write(discreditWrites(run, record, best.id, reason));
  tellVerdict(sitting, best, scored, reason);
  return true;
}

/** Says what a person should know of a champion's verification. */
function tellVerdict(
  sitting: Sitting,
  { id, score }: BestSummary,
  { verdict, unasked }: Answered,
  reason: string | null,
): void {
  const champion = `the champion ${id}`;
  if (unasked !== null) warn(sitting, `${champion} was scored again without its hold-out inputs: ${unasked}`);
  if (reason !== null) warn(sitting, `${champion} did not pass its verification: ${reason}`);
  else if (verdict.status === "ok" && verdict.score !== score)
    warn(
      sitting,
      `${champion} scored ${verdict.score} in its verification, with a fresh seed, and ${score} in the run: chance has a part in this score`,
    );
}

function warn({ options }: Sitting, message: string): void {
  options.onEvents?.([{ type: "warning", message }]);
}

/** A champion's verdict, and why it is without the hold-out inputs; `null` where it is whole. */
interface Answered {
  readonly verdict: Evaluation;
  readonly unasked: string | null;
}

/** A champion's verdict; without the hold-out inputs, and why, where its model could not be asked about them. */
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

/** The verdict on the champion as it is recorded, with its picture where there is one. */
function verdictWrites(
  champion: Pick<Verification, "id" | "start">,
  verdict: Evaluation,
  doubt: string | null,
  note: string,
): readonly StoreWrite[] {
  const scored = verdict.status === "ok" ? verdict : null;
  const value = {
    ...champion,
    status: doubt === null ? verdict.status : "invalid",
    score: scored?.score ?? null,
    ...given({ holdout: scored?.holdout, proof: scored?.proof }),
    message: doubt ?? note,
  };
  const drawn = scored?.drawn;
  return [
    { type: "meta", key: "verified", value },
    ...(drawn
      ? [{ type: "meta" as const, key: PICTURE, value: { id: champion.id, drawn: jsonOf(drawn) } }]
      : []),
  ];
}

/** Said of a champion that was scored again without its hold-out inputs. */
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
