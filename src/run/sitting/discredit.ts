import type { CandidateId } from "../../core/index.ts";
import { lessonWrites, nextBorder, placeDecisions } from "../../memory/index.ts";
import type { OpenRecord, StoreWrite } from "../../store/index.ts";
import type { RunRecord } from "../record.ts";

/**
 * The writes by which no lesson rests on a candidate any more, because its score could not be reproduced:
 * from the run's next border on, and in everything that is exported from now on. None in a run that keeps no
 * memory.
 */
export function discreditWrites(
  { candidates, lessons }: OpenRecord,
  { config, memory }: RunRecord,
  candidate: CandidateId,
  reason: string,
): readonly StoreWrite[] {
  if (!memory?.settings) return [];
  const lastSteps = Array.from({ length: config.islands }, (_, island) => candidates.lastStep(island));
  const border = nextBorder(lastSteps, config.migration.interval);
  return lessonWrites(placeDecisions([{ type: "discredited", candidate, reason }], border, lessons));
}
