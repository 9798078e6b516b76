import type { CandidateId } from "../src/core/index.ts";
import type { Baseline } from "../src/evaluate/index.ts";
import type { Problem } from "../src/problem/index.ts";
import type { StoreReader } from "../src/store/index.ts";

/**
 * The rival of a child: its first parent, in a race, and where run time is the objective, with the time that is on record. `null`
 * everywhere else, and for a parent that was never measured: then the seed stands in.
 */
export function baselineOf(
  parent: CandidateId | undefined,
  { definition }: Problem,
  reader: StoreReader,
): Baseline | null {
  const { timing, race } = definition;
  if ((!timing && race !== true) || parent === undefined) return null;
  const record = reader.candidate(parent);
  if (record?.evaluation.status !== "ok") return null;
  if (!timing) return { source: record.source, relativeTime: 1, score: record.evaluation.score };
  const { relativeTime } = record.evaluation.metrics;
  return relativeTime === undefined ? null : { source: record.source, relativeTime };
}
