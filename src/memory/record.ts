import { type CandidateId, type Direction, objectiveOf, type Outcome } from "../core/index.ts";
import type { LessonOrigin, LessonReader, StoreReader } from "../store/index.ts";
import { type PlacedEvent, readPlaced } from "./fold/event.ts";

/** The record that the memory reads: recorded events and programs, by logical time. */
export interface MemoryRecord {
  /** Events of one island's steps from ≤ step ≤ to, by (step, number). */
  steps(island: number, from: number, to: number): Iterable<PlacedEvent>;
  /** Events of another origin at a border, by number. */
  at(origin: Exclude<LessonOrigin, "step">, border: number): readonly PlacedEvent[];
  /** Outcome of a candidate; `null` when it is not on record. */
  outcome(candidate: CandidateId): Outcome | null;
  /** Program texts of those candidates that are on record. */
  sources(candidates: readonly CandidateId[]): ReadonlyMap<CandidateId, string>;
}

/** The memory's record in a run's store. */
export function createMemoryRecord(
  reader: Pick<StoreReader, "candidate" | "sources">,
  lessons: Pick<LessonReader, "steps" | "at">,
  direction: Direction,
): MemoryRecord {
  return {
    *steps(island, from, to) {
      for (const event of lessons.steps(island, from, to)) yield readPlaced(event);
    },
    at: (origin, border) => lessons.at(origin, border).map(readPlaced),
    outcome(id) {
      const candidate = reader.candidate(id);
      if (candidate === null) return null;
      const parent = candidate.parents[0] && reader.candidate(candidate.parents[0]);
      const parentScore = parent?.evaluation.status === "ok" ? parent.evaluation.score : null;
      return objectiveOf(direction).outcome(candidate.evaluation, parentScore);
    },
    sources: (candidates) => reader.sources(candidates),
  };
}
