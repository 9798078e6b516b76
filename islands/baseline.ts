import type { CandidateId } from "../src/core/index.ts";
import type { Baseline } from "../src/evaluate/index.ts";
import type { Problem } from "../src/problem/index.ts";
import type { StoreReader } from "../src/store/index.ts";

/**
 * The first parent of a child, where it has a part in the score: in a race, where programs start from what it constructed, and where
 * run time is the objective, with the time that is on record. `null` everywhere else, and for a parent that was never measured: then
 * the seed stands in.
 */
export function baselineOf(
  parent: CandidateId | undefined,
  { definition }: Problem,
  reader: StoreReader,
): Baseline | null {
  const { timing, race, start } = definition;
  if ((!timing && race !== true && start === undefined) || parent === undefined) return null;
  const record = reader.candidate(parent);
  if (record?.evaluation.status !== "ok") return null;
  const { score, construction } = record.evaluation;
  if (start !== undefined)
    return construction === undefined ? null : { source: "", relativeTime: 1, score, start: construction };
  if (!timing) return { source: record.source, relativeTime: 1, score };
  const { relativeTime } = record.evaluation.metrics;
  return relativeTime === undefined ? null : { source: record.source, relativeTime };
}
