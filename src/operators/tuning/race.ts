import type { Objective } from "../../core/index.ts";
import type { NumberSearch, SavedSearch } from "./number-search.ts";

/**
 * A race of searches from one start, as plain data: each gets a few results, the better half go on until they have had twice as many,
 * and so on until one is left (successive halving: Jamieson and Talwalkar 2016). What a search comes to shows early, long before it
 * has converged, so that the best of many costs little more than one.
 */
export interface Race {
  readonly entrants: number;
  /** Results for each number that a runner has had at the end of the lap, as a multiple of the first lap's. */
  readonly lap: number;
  /** Index of the runner whose turn it is. */
  readonly turn: number;
  readonly runners: readonly NumberSearch[];
}

/** How a race goes on when the runner whose turn it was has run its lap. */
export type AfterLap =
  | { readonly status: "next enters" }
  | { readonly status: "next runs"; readonly race: Race; readonly search: NumberSearch }
  | { readonly status: "won"; readonly search: NumberSearch };

/**
 * Searches that race for a start with so many numbers. A search needs about n² results to converge, so the more numbers, the fewer
 * can be tried before one is followed; few numbers have few basins to tell apart.
 */
export function entrantsFor(dimension: number): number {
  return Math.max(1, Math.min(MOST, dimension, Math.round(TRIED / dimension ** 2)));
}

/** True when a runner has run its lap. */
export function hasRunLap({ lap }: Race, search: NumberSearch): boolean {
  return search.isSpent || search.hasRun(LAP * lap);
}

/** The continuation after a lap. */
export function afterLap({ entrants, lap, turn, runners }: Race, { better }: Objective): AfterLap {
  if (lap === 1 && runners.length < entrants) return { status: "next enters" };
  const following = runners[turn + 1];
  if (following !== undefined)
    return {
      status: "next runs",
      race: { entrants, lap, turn: turn + 1, runners },
      search: following,
    };
  const isBehind = (a: NumberSearch, b: NumberSearch): boolean =>
    b.reached !== null && better(b.reached, a.reached);
  const kept = runners
    .toSorted((a, b) => Number(isBehind(a, b)) - Number(isBehind(b, a)))
    .slice(0, Math.max(1, runners.length >> 1));
  const [search] = kept as [NumberSearch];
  if (kept.length === 1) return { status: "won", search };
  return { status: "next runs", race: { entrants, lap: 2 * lap, turn: 0, runners: kept }, search };
}

/** Saved form of a race; the search whose turn it is stands beside it. */
export interface SavedRace extends Omit<Race, "runners"> {
  /** Runners whose turn it is not, in their order. */
  readonly others: readonly SavedSearch[];
}

export function saveRace({ runners, ...race }: Race): SavedRace {
  return { ...race, others: runners.filter((_, i) => i !== race.turn).map((one) => one.save()) };
}

/** The race that was saved. @param search - the one whose turn it is */
export function restoreRace(
  { others, ...race }: SavedRace,
  search: NumberSearch,
  restored: (saved: SavedSearch) => NumberSearch | null,
): Race {
  const resting = others.flatMap((one) => restored(one) ?? []);
  return { ...race, runners: resting.toSpliced(race.turn, 0, search) };
}

/** Results for each number in the first lap. */
const LAP = 10;
/** Most runners: with 24 of them Heilbronn's points (22 numbers) come no further in 34,000 results than with 16. */
const MOST = 16;
/** Numbers squared, times the runners that they allow: 16 at 22 numbers; one at the 78 of circle packing, where three gain nothing in 36,000. */
const TRIED = 7744;
