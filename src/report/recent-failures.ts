import type { CandidateId } from "../core/index.ts";
import type { StoreReader } from "../store/index.ts";

/** Failures of one kind. */
export interface FailureKind {
  readonly kind: string;
  readonly count: number;
  /** Share of all recorded candidates, 0 to 1. */
  readonly share: number;
  /** The latest, newest first. */
  readonly latest: readonly {
    readonly id: CandidateId;
    readonly operator: string;
    readonly message: string;
  }[];
}

/**
 * What failed and how often, the commonest kind first (ties by name).
 *
 * @param examples - how many of the latest each kind shows
 */
export function recentFailures(reader: StoreReader, examples = 3): readonly FailureKind[] {
  const total = reader.count();
  return Object.entries(reader.failures())
    .map(([kind, count]) => ({
      kind,
      count,
      share: count / total,
      latest: reader.failed(kind, examples).flatMap((id) => {
        const candidate = reader.candidate(id);
        return candidate ? [{ id, operator: candidate.operator, message: candidate.evaluation.message }] : [];
      }),
    }))
    .sort((a, b) => b.count - a.count || (a.kind < b.kind ? -1 : 1));
}
