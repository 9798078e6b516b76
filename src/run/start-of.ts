import { baselineOf } from "../../islands/index.ts";
import type { CandidateId } from "../core/index.ts";
import type { Baseline } from "../evaluate/index.ts";
import type { Problem } from "../problem/index.ts";
import type { StoreReader } from "../store/index.ts";

/**
 * The construction that a recorded program started from, as it is scored again; `null` where it began anew. That of an elite of
 * another run, which has no parent in this one, stands with its entry.
 */
export function startOf(problem: Problem, reader: StoreReader, id: CandidateId): Baseline | null {
  if (problem.definition.start === undefined) return null;
  const [parent] = reader.candidate(id)?.parents ?? [];
  if (parent !== undefined) return baselineOf(parent, problem, reader);
  const start = reader.decisions("inject").find(({ data }) => data.candidate === id)?.data.start;
  return start === undefined ? null : { source: "", relativeTime: 1, start };
}
