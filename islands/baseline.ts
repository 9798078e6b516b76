import type { CandidateId } from "../src/core/index.ts";
import type { Baseline } from "../src/evaluate/index.ts";
import type { Problem } from "../src/problem/index.ts";
import type { StoreReader } from "../src/store/index.ts";

/**
 * The rival of a child where run time is the objective: its first parent, with the time that is
 * on record. `null` everywhere else, and for a parent that was never measured: then the seed stands in.
 */
export function baselineOf(
  parent: CandidateId | undefined,
  { definition }: Problem,
  reader: StoreReader,
): Baseline | null {
  if (!definition.timing || parent === undefined) return null;
  const record = reader.candidate(parent);
  if (record?.evaluation.status !== "ok") return null;
  const { relativeTime } = record.evaluation.metrics;
  return relativeTime === undefined ? null : { source: record.source, relativeTime };
}
