import type { CandidateId, Direction } from "../core/index.ts";

/** One result in the course of a run: its score and how often the evaluator ran for it. */
export interface CourseRow {
  readonly island: number;
  readonly step: number;
  /** `null` for a failure. */
  readonly score: number | null;
  /**
   * Evaluator calls of the step: its trials and the candidate itself, each program when it first appears in
   * logical time. Whether an equal program was really run twice depends on what happened to be under way;
   * this count does not.
   */
  readonly evaluatorCalls: number;
}

/** The read side of a run's course in logical time. */
export interface CourseReader {
  /**
   * The best score among results up to a step, of islands below a number, and of founders named; `null` when
   * none has one.
   *
   * @param founders - candidates from outside that count as known from the beginning
   */
  best(
    direction: Direction,
    lastStep: number,
    islands: number,
    founders?: readonly CandidateId[],
  ): number | null;
  /** Results of islands below a number, ordered by step, then island. */
  results(islands: number): IterableIterator<CourseRow>;
}
