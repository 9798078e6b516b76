import { samplesPerUpdate } from "./cma-es.ts";
import { LEAST_NUMBERS, type SearchOptions } from "./number-search.ts";
import type { AfterLap, Race } from "./race.ts";
import type { Restarts } from "./restarts.ts";

/** The source of an island's next tuned children: a new search, or one that has rested. */
export type Next = Opening | Extract<AfterLap, { readonly status: "next runs" }>;

/** A search that may begin. */
interface Opening extends Pick<SearchOptions, "origin" | "samples"> {
  readonly status: "opens";
  /** Numbers that it searches. */
  readonly dimension: number;
  /** First step size, in the numbers' own units. */
  readonly sigma: number;
  /** The race that it enters; `null` where it runs alone. */
  readonly race: Race | null;
  /** Where the restarts stand with it. */
  readonly restarts?: Restarts;
}

/** Verdicts that one update takes. @param patience - as a multiple of the tutorial's 4 + 3·ln n */
export function samplesOf(patience: number, dimension: number): number {
  return Math.round(patience * samplesPerUpdate(Math.max(1, dimension)));
}

/**
 * Share of steps for a program with so many numbers: nearly all of the largest for a table of numbers, little where a few stand in code.
 * It grows over the first 60 steps a number, because in short runs mutation gets further (measured); it knows the step and never the
 * budget, so that a run with a larger budget begins as the smaller one did.
 */
export function shareFor(largest: number, dimension: number, step: number): number {
  if (dimension < LEAST_NUMBERS) return 0;
  const ripeness = Math.min(1, step / (60 * dimension)) ** 2;
  return largest * (dimension / (dimension + 12)) * ripeness;
}
