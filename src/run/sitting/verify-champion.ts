import type { Population } from "../../../islands/index.ts";
import { jsonOf, shellWord } from "../../core/index.ts";
import { openRecord, type StoreWrite } from "../../store/index.ts";
import { PICTURE } from "../pictures.ts";
import { wholeRunOf } from "../rounds/red-queen-state.ts";
import type { Verification } from "../recorded-verdict.ts";
import { contenders } from "./contenders.ts";
import { discreditWrites } from "./discredit.ts";
import type { Sitting } from "./sitting.ts";
import type { TimeLeft } from "./time-left.ts";
import { type Verified, type Verifying, verifyProgram } from "./verify-program.ts";

/**
 * Scores the champion again, in a fresh process, before it is called best; where it does not pass, the next best programs in turn, until
 * one does. All within the time that is left.
 *
 * @param populations - those of all islands at the run's end
 * @param stopped - gives it up
 * @returns `false` where it was given up; `true` otherwise, also where no time was left
 */
export async function verifyChampion(
  sitting: Sitting,
  populations: readonly Population[],
  { how, leftMs }: TimeLeft,
  stopped?: AbortSignal,
): Promise<boolean> {
  const { location, store, record } = sitting;
  const [champion, ...next] = contenders(populations, record);
  if (champion === undefined) return true;
  const name = `the champion ${champion.id}`;
  if (how === "none") return unverified(sitting, name, stopped);
  using run = openRecord(location);
  // a timer takes no longer delay
  const timer = AbortSignal.timeout(Math.ceil(Math.min(leftMs, 2 ** 31 - 1)));
  const late = stopped === undefined ? timer : AbortSignal.any([timer, stopped]);
  const verifying = { sitting, run, isBrief: how === "brief", late, stopped };
  const verified = await verifyProgram(verifying, champion.elite);
  if (verified === null) return unverified(sitting, name, stopped);
  await store.write([
    ...verdictWrites(verified.verification),
    ...(verified.drawn
      ? [{ type: "meta" as const, key: PICTURE, value: { id: champion.id, drawn: jsonOf(verified.drawn) } }]
      : []),
  ]);
  await tellVerdict(verifying, name, verified);
  return verified.reason === null || verifyNext(verifying, verified.verification, next);
}

/** Scores the next best programs again, beside a champion that did not pass, until one of them does. */
async function verifyNext(
  verifying: Verifying,
  champion: Verification,
  next: ReturnType<typeof contenders>,
): Promise<boolean> {
  const { sitting, stopped, late } = verifying;
  const runnersUp: Verification[] = [];
  for (const { id, elite } of next) {
    const name = `the runner-up ${id}`;
    const verified = late.aborted ? null : await verifyProgram(verifying, elite);
    if (verified === null) return unverified(sitting, name, stopped);
    runnersUp.push(verified.verification);
    await sitting.store.write(verdictWrites({ ...champion, runnersUp }));
    await tellVerdict(verifying, name, verified);
    if (verified.reason === null) break;
  }
  return true;
}

/** Says that a program could not be scored again. @returns whether nobody stopped it */
function unverified(sitting: Sitting, name: string, stopped: AbortSignal | undefined): boolean {
  const why = stopped?.aborted === true ? "the run was stopped" : "time was up";
  const { folder } = sitting.location;
  const whole = wholeRunOf(folder);
  // a whole run goes on with the turn that was stopped, and never comes back to one that has ended
  const goesOn = whole === null || stopped?.aborted === true;
  const next = goesOn ? `: galapagos resume ${shellWord(whole ?? folder)} does it` : "";
  warn(sitting, `${why} before ${name} could be scored again${next}`);
  return stopped?.aborted !== true;
}

function verdictWrites(verification: Verification): readonly StoreWrite[] {
  return [{ type: "meta", key: "verified", value: jsonOf(verification) }];
}

/** Says what a person should know of a program's verification; no lesson rests on one that did not pass. */
async function tellVerdict(
  { sitting, run }: Verifying,
  name: string,
  { verification: { id, score }, recorded, reason, unasked }: Verified,
): Promise<void> {
  if (unasked !== null) warn(sitting, `${name} was scored again without its hold-out inputs: ${unasked}`);
  if (reason !== null) {
    await sitting.store.write(discreditWrites(run, sitting.record, id, reason));
    warn(sitting, `${name} did not pass its verification: ${reason}`);
  } else if (score !== recorded)
    warn(
      sitting,
      `${name} scored ${score} in its verification, with a fresh seed, and ${recorded} in the run: chance has a part in this score`,
    );
}

function warn({ options }: Sitting, message: string): void {
  options.onEvents?.([{ type: "warning", message }]);
}
