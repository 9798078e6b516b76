import type { Direction } from "../src/problem/index.ts";

/** What the one comparator looks at. */
export interface Ranked {
  readonly island: number;
  readonly step: number;
  /** Raw, finite score. */
  readonly score: number;
}

/**
 * The one total order: score in the objective's direction, then the earlier step, then the lower island.
 * Negative when `a` is better than `b`; zero only for the same candidate.
 */
export type Comparator = (a: Ranked, b: Ranked) => number;

/** The comparator of an objective; best first when used to sort. */
export function createComparator(direction: Direction): Comparator {
  const sign = direction === "maximise" ? -1 : 1;
  return (a, b) => {
    if (a.score !== b.score) return a.score < b.score ? -sign : sign;
    return a.step - b.step || a.island - b.island;
  };
}
