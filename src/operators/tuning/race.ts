import type { Objective } from "../../core/index.ts";
import type { NumberSearch, SavedSearch } from "./number-search.ts";
import type { RaceRules } from "./race-rules.ts";

/**
 * A race of searches from one start, as plain data: each gets a few results, the better half go on until they have had twice as many,
 * and so on until one is left (successive halving: Jamieson and Talwalkar 2016), which is followed to its end; then the best ones that it
 * beat are, as many as the rules say. The first race of an island may have a leader, which runs far by itself before the others enter, so
 * that short runs get somewhere. What a search comes to shows early, long before it has converged, so that the best of many costs little
 * more than one.
 */
export interface Race {
  readonly entrants: number;
  /** Results for each number that a runner has had at the end of the lap, as a multiple of the first lap's; 0 while the leader runs. */
  readonly lap: number;
  /** Index of the runner whose turn it is. */
  readonly turn: number;
  readonly runners: readonly NumberSearch[];
  /** The best of those that rest, the leader among them, which are still to be followed: best first. */
  readonly beaten: readonly NumberSearch[];
  /** Best worth of those that were followed to their end; `null` before. */
  readonly ended: number | null;
}

/** A race of so many before the first has entered. */
export function openRace(entrants: number, hasLeader: boolean): Race {
  return { entrants, lap: hasLeader ? 0 : 1, turn: 0, runners: [], beaten: [], ended: null };
}

/** The race after a runner has entered, whose turn it is. */
export function entered(race: Race, runner: NumberSearch): Race {
  return { ...race, turn: race.runners.length, runners: [...race.runners, runner] };
}

/** How a race goes on when the runner whose turn it was has run its lap. */
export type AfterLap =
  | { readonly status: "next enters"; readonly race: Race }
  | { readonly status: "next runs"; readonly race: Race; readonly search: NumberSearch }
  | { readonly status: "over" };

/**
 * Searches that race for a start with so many numbers. A search needs about n² results to converge, so the more numbers, the fewer
 * can be tried before one is followed; few numbers have few basins to tell apart.
 */
export function entrantsFor(dimension: number): number {
  return Math.max(1, Math.min(MOST, dimension, Math.round(TRIED / dimension ** 2)));
}

/** True when a runner has run its lap, which for one that is followed ends where it does. */
export function hasRunLap(race: Race, search: NumberSearch, { lap, lead }: RaceRules): boolean {
  const results = race.lap === 0 ? lead : lap * race.lap;
  return search.isSpent || (!isDecided(race) && search.hasRun(results));
}

/** The continuation after a lap. */
export function afterLap(race: Race, objective: Objective, rules: RaceRules): AfterLap {
  const { entrants, lap, turn, runners } = race;
  if (isDecided(race)) return followed(race, objective);
  if (lap === 0)
    return { status: "next enters", race: { ...race, lap: 1, turn: 0, runners: [], beaten: runners } };
  if (lap === 1 && runners.length < entrants) return { status: "next enters", race };
  const following = runners[turn + 1];
  if (following !== undefined)
    return { status: "next runs", race: { ...race, turn: turn + 1 }, search: following };
  return halved(race, objective, rules);
}

function isDecided({ lap, runners }: Race): boolean {
  return lap > 1 && runners.length === 1;
}

/** The better half of the runners at the beginning of a lap twice as long. */
function halved(race: Race, objective: Objective, rules: RaceRules): AfterLap {
  const ranked = rankedBy(objective, race.runners);
  const runners = ranked.slice(0, Math.max(1, ranked.length >> 1));
  const resting = rankedBy(objective, [...race.beaten, ...ranked.slice(runners.length)]);
  const next = { ...race, lap: 2 * race.lap, turn: 0, runners, beaten: resting.slice(0, rules.followed) };
  const [search] = runners as [NumberSearch];
  return runners.length === 1 && search.isSpent
    ? followed(next, objective)
    : { status: "next runs", race: next, search };
}

/** Best first, the earlier of equals before the later. */
function rankedBy({ better }: Objective, searches: readonly NumberSearch[]): readonly NumberSearch[] {
  const isBehind = (a: NumberSearch, b: NumberSearch): boolean =>
    b.reached !== null && better(b.reached, a.reached);
  return searches.toSorted((a, b) => Number(isBehind(a, b)) - Number(isBehind(b, a)));
}

/** The race after the one that was followed has come to its end. */
function followed({ beaten, ...race }: Race, { better }: Objective): AfterLap {
  const reached = race.runners[0]?.reached ?? null;
  const ended = reached !== null && better(reached, race.ended) ? reached : race.ended;
  const at = beaten.findIndex((one) => !one.isSpent);
  if (at === -1) return { status: "over" };
  const search = beaten[at] as NumberSearch;
  return {
    status: "next runs",
    race: { ...race, runners: [search], beaten: beaten.slice(at + 1), ended },
    search,
  };
}

/** Saved form of a race; the search whose turn it is stands beside it. */
export interface SavedRace extends Omit<Race, "runners" | "beaten" | "ended"> {
  /** Runners whose turn it is not, in their order. */
  readonly others: readonly SavedSearch[];
  /** Absent, as the next, in races of earlier versions, which followed the winner alone. */
  readonly beaten?: readonly SavedSearch[];
  readonly ended?: number | null;
}

export function saveRace({ runners, beaten, ...race }: Race): SavedRace {
  const others = runners.filter((_, i) => i !== race.turn).map((one) => one.save());
  return { ...race, others, beaten: beaten.map((one) => one.save()) };
}

/** The race that was saved. @param search - the one whose turn it is */
export function restoreRace(
  { others, beaten = [], ended = null, ...race }: SavedRace,
  search: NumberSearch,
  restored: (saved: SavedSearch) => NumberSearch | null,
): Race {
  const all = (list: readonly SavedSearch[]): NumberSearch[] => list.flatMap((one) => restored(one) ?? []);
  return { ...race, runners: all(others).toSpliced(race.turn, 0, search), beaten: all(beaten), ended };
}

/** Most runners: with 24 of them Heilbronn's points (22 numbers) come no further in 34,000 results than with 16. */
const MOST = 16;
/** Numbers squared, times the runners that they allow: 16 at 22 numbers; one at the 78 of circle packing, where three gain nothing in 36,000. */
const TRIED = 7744;
