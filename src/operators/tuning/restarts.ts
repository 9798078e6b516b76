import type { Random } from "../../core/index.ts";

/**
 * Where the searches of one island stand, as plain data. They restart in the manner of BIPOP (Hansen 2009): by turns a large regime,
 * the winner of a race from the seed (see `race.ts`), with half as many samples again as the last one, and a small regime, around an
 * elite, with few samples and a small step; whichever has had less than its share of the results is next. A landscape of many basins is searched broadly
 * by the one, and its best basin to the last digits by the other.
 */
export interface Restarts {
  /** Results of the searches of each regime. */
  readonly large: number;
  readonly small: number;
  /** Large searches begun. */
  readonly begun: number;
  /** Regime of the search under way, or of the last one. */
  readonly regime: "large" | "small";
  /** True once a search from the seed has ended far behind the island's best: then elites are the better start for those, too. */
  readonly isSeedBehind: boolean;
}

/** Before the first search. */
export const NO_SEARCHES: Restarts = { large: 0, small: 0, begun: 0, regime: "large", isSeedBehind: false };

/** How a search begins. */
export interface Start {
  readonly from: "seed" | "elite";
  /** First step size, as a multiple of {@link firstSigma}. */
  readonly width: number;
  /** Verdicts that one update takes, as a multiple of the tutorial's 4 + 3·ln n. */
  readonly patience: number;
}

/** First step size of a search from the seed, in the numbers' own units. */
export function firstSigma(dimension: number): number {
  return LENGTH / Math.sqrt(Math.max(1, dimension));
}

/**
 * The next search, and where the searches stand with it.
 *
 * @param random - a stream of the step that begins it
 * @param share - results of the small regime for each of the large one
 */
export function nextStart(restarts: Restarts, random: Random, share: number): readonly [Start, Restarts] {
  const { large, small, begun, isSeedBehind } = restarts;
  if (begun === 0 || small >= share * large) {
    const start: Start = {
      from: isSeedBehind ? "elite" : "seed",
      width: 1,
      patience: PATIENCE * grown(begun),
    };
    return [start, { ...restarts, regime: "large", begun: begun + 1 }];
  }
  // from half the first search's samples towards those of the last large one, and up to a hundredth of its step
  const patience = (PATIENCE / 2) * (2 * grown(begun - 1)) ** (random.next() ** 2);
  return [
    { from: "elite", width: 10 ** (-2 * random.next()), patience },
    { ...restarts, regime: "small" },
  ];
}

/** Samples of a large search, as a multiple of the first one's. */
function grown(begun: number): number {
  return GROWTH ** Math.min(begun, MOST_GROWTHS);
}

/** Where the searches stand after a result of the one under way. */
export function spentOn(restarts: Restarts): Restarts {
  const { regime } = restarts;
  return { ...restarts, [regime]: restarts[regime] + 1 };
}

/** Verdicts of an update of the first search: landscapes of programs are rugged. */
const PATIENCE = 3;
/**
 * Growth from one large search to the next. BIPOP doubles, which is dear here: two islands of 200,000 results each on the numbers of
 * circle packing, five seeds, reach 2.607 with 1.5, 2.603 with 2, 2.596 with 1 (medians).
 */
const GROWTH = 1.5;
/** Growths at most: beyond, a search would never end. */
const MOST_GROWTHS = 5;
/**
 * Length of the first steps, in the numbers' own units: within reach of the start's own basins. It is the length that counts, whatever the
 * number of numbers: for circle packing's 78 the size is 0.05 (0.15: 2.560, 0.05: 2.585 after 25,000), for Heilbronn's 22 it is 0.094.
 */
const LENGTH = 0.44;
