/**
 * The pay of tuning elites beside that of all else that is tried, as plain data. A search from the seed pays when it ends, far from any elite; a search
 * around an elite pays as it goes, or there is nothing to tune: numbers that stand in a rule's conditions may decide nothing.
 */
export interface Pay {
  /** Tuned children of elites. */
  readonly tuned: Tally;
  /** Children of all other operators. */
  readonly others: Tally;
}

/** Results, and how many of them the archive took as new or better. */
type Tally = readonly [results: number, taken: number];

/** Before the first result. */
export const NOTHING_PAID: Pay = { tuned: [0, 0], others: [0, 0] };

/** The pay after one more result. */
export function paid(pay: Pay, by: keyof Pay, isTaken: boolean): Pay {
  const [results, taken] = pay[by];
  return { ...pay, [by]: [results + 1, taken + Number(isTaken)] };
}

/**
 * Part of its share, 0 to 1, that tuning elites is worth: all of it while as many of its results are taken as of the others', and with
 * half as many a quarter, so that what never pays soon costs next to nothing and is still tried now and then.
 */
export function worthOf({ tuned, others }: Pay): number {
  return Math.min(1, (rateOf(tuned) / rateOf(others)) ** 2);
}

/** Share of results that are taken; one more of each than was seen, so that nothing is judged before it was tried. */
function rateOf([results, taken]: Tally): number {
  return (taken + 1) / (results + 1);
}
