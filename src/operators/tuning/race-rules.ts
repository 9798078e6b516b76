/**
 * Measures that the searches of an island race by (see `race.ts`). Each set has a name, which a run's record says, so that a run goes
 * on by the rules by which it began.
 */
export interface RaceRules {
  /** First step size of racing searches, as a multiple of that of a search which runs alone. */
  readonly width: number;
  /** Results for each number in the first lap. */
  readonly lap: number;
  /** Results for each number that the leader has before the others enter; 0 where there is none. */
  readonly lead: number;
  /** Searches that are followed after the winner, the leader among them. */
  readonly followed: number;
  /** Patience with steps that are still wide, as a multiple of that with short ones. */
  readonly patience: number;
  /** Results of small searches around elites for each of races; see `Restarts`. */
  readonly small: number;
}

/** Name of a set of rules. */
export type RaceName = "seeded" | "led" | "even";

/**
 * All sets of rules. Width: of many wide searches the best ends in a better basin than the best of many narrow ones (convex Heilbronn 0.0231
 * against 0.0183, distances in the plane 13.9 against 14.4 after 34,000 to 40,000; Heilbronn alike). Laps: those of 5 tell wide first steps
 * apart less well (distances 14.1 against 13.9 after 34,000). Lead: twice what the race's runners have reached after 2,000. Followed: the
 * first is worth 0.0005 on Heilbronn's points after 32,000, three as much. Patience: points of Heilbronn's convex problem come to 0.0213
 * after 20,000 where without it they come to 0.0170. Small: distances come to 12.894 after 500,000 with 0.3, to 12.904 with 1 (medians of 30 seeds), as
 * what helps there is another race. The `led` and `even` ones are those of runs that were recorded before there were others.
 */
export const RACES: Readonly<Record<RaceName, RaceRules>> = {
  seeded: { width: 4, lap: 7, lead: 80, followed: 4, patience: 4, small: 0.3 },
  led: { width: 4, lap: 7, lead: 80, followed: 4, patience: 4, small: 1 },
  even: { width: 1, lap: 10, lead: 0, followed: 0, patience: 1, small: 1 },
};
