import { openRecord, type RunLocation, type StoreWrite } from "../../store/index.ts";
import { recordWrites } from "../record.ts";

/**
 * Puts the end of a time budget on record: after how many evaluations, and that its milliseconds are used up.
 */
export function timeUpWrites(evaluations: number, timeMs: number): readonly StoreWrite[] {
  return [
    { type: "decision", decision: { kind: TIME_UP, data: { evaluations } } },
    ...recordWrites({ elapsedMs: timeMs }),
  ];
}

/** Where the last time budget ended the run, in evaluations; 0 where none did. */
export function evaluationsAtTimeUp(location: RunLocation): number {
  using run = openRecord(location);
  return Number(run.candidates.decisions(TIME_UP).at(-1)?.data.evaluations ?? 0);
}

/** The decision that turns the end of a time budget into a number of evaluations. */
const TIME_UP = "time-up";
