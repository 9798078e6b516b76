import { baselineOf } from "../../islands/index.ts";
import type { CandidateId } from "../core/index.ts";
import type { Baseline } from "../evaluate/index.ts";
import type { Problem } from "../problem/index.ts";
import type { StoreReader } from "../store/index.ts";

/** The construction that a recorded program started from, as it is scored again; `null` where it began anew. */
export function startOf(problem: Problem, reader: StoreReader, id: CandidateId): Baseline | null {
  if (problem.definition.start === undefined) return null;
  return baselineOf(reader.candidate(id)?.parents[0], problem, reader);
}
