import type { CandidateId } from "../../core/index.ts";
import type { ReportProgram } from "./programs.ts";

/** Failures of one kind whose messages differ in numbers at most. */
export interface FailureGroup {
  readonly kind: string;
  readonly count: number;
  /** Share of all results, 0 to 1. */
  readonly share: number;
  /** The latest of them. */
  readonly example: { readonly id: CandidateId; readonly operator: string; readonly message: string };
}

/**
 * Failures by kind and message, the commonest first (ties by kind, then message).
 * @param programs - in logical time
 */
export function failureGroups(programs: readonly ReportProgram[]): readonly FailureGroup[] {
  const groups = new Map<string, FailureGroup>();
  for (const { id, kind, operator, message, score } of programs) {
    if (score !== null) continue;
    const key = JSON.stringify([kind, message.replaceAll(/\d[\d.e+-]*/g, "#")]);
    const count = (groups.get(key)?.count ?? 0) + 1;
    groups.set(key, { kind, count, share: count / programs.length, example: { id, operator, message } });
  }
  return [...groups.entries()]
    .sort(([keyA, a], [keyB, b]) => b.count - a.count || (keyA < keyB ? -1 : 1))
    .map(([, group]) => group);
}
