import type { CandidateId } from "../../core/index.ts";
import { lessonWrites, nextBorder } from "../../memory/index.ts";
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
  const at = nextBorder(lastSteps, config.migration.interval);
  const recorded = lessons.at("person", at);
  const event = { type: "discredited", candidate, reason } as const;
  return lessonWrites([{ origin: "person", island: 0, at, seq: recorded.length, event }]);
}
