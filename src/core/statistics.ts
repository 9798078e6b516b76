/** Averages, quantiles and 95 % confidence intervals of lists of numbers. A list need not be sorted. */

/** Arithmetic mean; NaN for an empty list. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Variance of a sample; 0 for fewer than two values. */
export function variance(values: readonly number[]): number {
  if (values.length < 2) return 0;
  const centre = mean(values);
  return values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1);
}

/** Standard deviation of a sample; 0 for fewer than two values. */
export function deviation(values: readonly number[]): number {
  return Math.sqrt(variance(values));
}

/** Median; the mean of the middle two where their number is even, NaN for an empty list. */
export function median(values: readonly number[]): number {
  const sorted = ascending(values);
  const [low = Number.NaN, high = Number.NaN] = [
    sorted[(sorted.length - 1) >> 1],
    sorted[sorted.length >> 1],
  ];
  return low === high ? low : (low + high) / 2;
}

/**
 * Quantile by linear interpolation (Hyndman & Fan 1996, type 7), `share` from 0 to 1; NaN for an empty list.
 */
export function quantile(values: readonly number[], share: number): number {
  const sorted = ascending(values);
  const at = (sorted.length - 1) * share;
  const [low, high] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  if (low === undefined || high === undefined) return Number.NaN;
  // two infinite ones have no distance
  return low === high ? low : low + (high - low) * (at - Math.floor(at));
}

/** A mean with its interval. */
export interface Interval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Mean with Student's interval, x̄ ± t₀.₉₇₅ · s / √n. `low` and `high` are the mean itself where there is one
 * value; all NaN for an empty list.
 *
 * @param range - values that are possible at all; the interval is cut there
 */
export function meanInterval(
  values: readonly number[],
  range: readonly [low: number, high: number] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
): Interval {
  const centre = mean(values);
  if (values.length < 2) return { mean: centre, low: centre, high: centre };
  const reach = halfWidthOfMean(values);
  return { mean: centre, low: Math.max(range[0], centre - reach), high: Math.min(range[1], centre + reach) };
}

/** Half the width of Student's interval of the mean; infinite for fewer than two values. */
export function halfWidthOfMean(values: readonly number[]): number {
  if (values.length < 2) return Number.POSITIVE_INFINITY;
  return (studentQuantile(values.length - 1) * deviation(values)) / Math.sqrt(values.length);
}

/**
 * 97.5 % quantile of Student's t: to three decimals up to 30 degrees of freedom, beyond by the expansion
 * around the normal quantile (Abramowitz & Stegun 26.7.5), which is exact to six there.
 */
export function studentQuantile(degrees: number): number {
  const known = STUDENT[degrees - 1];
  if (known !== undefined) return known;
  const z = NORMAL;
  const terms = [
    (z ** 3 + z) / 4,
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96,
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384,
  ];
  return terms.reduce((sum, term, i) => sum + term / degrees ** (i + 1), z);
}

/** 97.5 % quantile of the standard normal. */
const NORMAL = 1.959964;

const STUDENT = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131,
  2.12, 2.11, 2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
];

/**
 * Interval of a median from order statistics, the sign test turned round: the r-th smallest and the r-th
 * largest value, which holds for every distribution, however many outliers it has (Conover 1999, §3.2).
 * Unbounded where there are too few values.
 *
 * @param alpha - probability that the median lies outside, at most
 */
export function medianInterval(
  values: readonly number[],
  alpha: number,
): readonly [low: number, high: number] {
  const { rank } = signRank(values.length, alpha);
  if (rank === 0) return [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  const sorted = ascending(values);
  return [sorted[rank - 1] as number, sorted[sorted.length - rank] as number];
}

/**
 * Interval of the place of a symmetric distribution, such as the difference of two values that vary alike: the signed-rank test turned
 * round (Hodges & Lehmann 1963). It takes about two thirds of the values that {@link medianInterval} takes for the same width.
 * Unbounded where there are too few values; of more than {@link MOST_EXACT}, the interval of the median.
 *
 * @param alpha - probability that the place lies outside, at most
 */
export function shiftInterval(
  values: readonly number[],
  alpha: number,
): readonly [low: number, high: number] {
  const n = values.length;
  if (n > MOST_EXACT) return medianInterval(values, alpha);
  const rank = signedRank(n, alpha);
  if (rank === 0) return [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  const means = new Float64Array((n * (n + 1)) / 2);
  let count = 0;
  for (const [at, one] of values.entries())
    for (let other = at; other < n; other++) means[count++] = (one + (values[other] as number)) / 2;
  means.sort();
  return [means[rank - 1] as number, means[means.length - rank] as number];
}

/** Most values whose ranks are counted out. */
const MOST_EXACT = 256;

/** Ranks that were counted out, by alpha and n: the same few are asked for at every measurement. */
const signedRanks = new Map<string, number>();

/** The largest r with 2 · P(W < r) ≤ alpha, W the sum of the ranks 1 to n that a fair coin picks; 0 where there is none. */
function signedRank(n: number, alpha: number): number {
  const key = `${alpha} ${n}`;
  const known = signedRanks.get(key);
  if (known !== undefined) return known;
  const rank = countRanks(n, alpha);
  if (signedRanks.size < MOST_KNOWN) signedRanks.set(key, rank);
  return rank;
}

const MOST_KNOWN = 1000;

function countRanks(n: number, alpha: number): number {
  const most = (n * (n + 1)) / 2;
  const chances = new Float64Array(most + 1);
  chances[0] = 1;
  // from the largest sum down, so that what a sum takes from a smaller one is still of the rank before
  for (let rank = 1; rank <= n; rank++)
    for (let sum = (rank * (rank + 1)) / 2; sum >= 0; sum--)
      chances[sum] = (chances[sum] as number) / 2 + (sum < rank ? 0 : (chances[sum - rank] as number) / 2);
  let rank = 0;
  for (let below = chances[0]; below !== undefined && 2 * below <= alpha; below += chances[rank] ?? 1) rank++;
  return rank;
}

/** The median of paired differences with its interval. */
export interface PairedInterval {
  readonly median: number;
  readonly low: number;
  readonly high: number;
  /** Coverage of the interval, 0 to 1: at least 0.95 from six pairs on; fewer pairs cannot give as much. */
  readonly level: number;
}

/** {@link medianInterval} at 95 % or, of fewer than six pairs, all that they give; `null` without pairs. */
export function pairedInterval(differences: readonly number[]): PairedInterval | null {
  const n = differences.length;
  if (n === 0) return null;
  const { rank, outside } = signRank(n, 0.05);
  const sorted = ascending(differences);
  const level = rank === 0 ? Math.max(0, 1 - 2 * 0.5 ** n) : 1 - outside;
  const at = Math.max(1, rank) - 1;
  return { median: median(sorted), low: sorted[at] as number, high: sorted[n - 1 - at] as number, level };
}

/**
 * The largest r with 2 · P(B < r) ≤ alpha, B binomial (n, ½), and that probability; 0 where there is none.
 */
function signRank(n: number, alpha: number): { readonly rank: number; readonly outside: number } {
  let [rank, outside] = [0, 0];
  let probability = 0.5 ** n;
  for (let below = probability; 2 * below <= alpha && rank < n / 2; below += probability) {
    outside = 2 * below;
    rank++;
    // each term of the binomial distribution follows from the one before
    probability *= (n - rank + 1) / rank;
  }
  return { rank, outside };
}

/** Successes out of trials. */
export interface Count {
  readonly successes: number;
  readonly trials: number;
}

/** An estimate with its interval. */
export interface Estimate {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

/** A rate by Wilson's score interval (Wilson 1927); `null` without trials. */
export function wilson({ successes, trials }: Count): Estimate | null {
  if (trials === 0) return null;
  const rate = successes / trials;
  const square = NORMAL * NORMAL;
  const centre = rate + square / (2 * trials);
  const half = NORMAL * Math.sqrt((rate * (1 - rate)) / trials + square / (4 * trials * trials));
  const scale = 1 + square / trials;
  return {
    estimate: rate,
    low: Math.max(0, (centre - half) / scale),
    high: Math.min(1, (centre + half) / scale),
  };
}

/**
 * Difference of two independent rates, a − b (Newcombe 1998, method 10); `null` when either has no trials.
 */
export function newcombe(a: Count, b: Count): Estimate | null {
  const [first, second] = [wilson(a), wilson(b)];
  if (first === null || second === null) return null;
  const estimate = first.estimate - second.estimate;
  return {
    estimate,
    low: estimate - Math.hypot(first.estimate - first.low, second.high - second.estimate),
    high: estimate + Math.hypot(first.high - first.estimate, second.estimate - second.low),
  };
}

/** A mean with its count and sum of squares, for intervals. */
export interface Moments {
  readonly count: number;
  readonly sum: number;
  readonly squares: number;
}

/** Difference of two means, a − b (Welch's normal interval); `null` when either has fewer than two values. */
export function meanDifference(a: Moments, b: Moments): Estimate | null {
  if (a.count < 2 || b.count < 2) return null;
  const estimate = a.sum / a.count - b.sum / b.count;
  const half = NORMAL * Math.sqrt(varianceOf(a) / a.count + varianceOf(b) / b.count);
  return { estimate, low: estimate - half, high: estimate + half };
}

function varianceOf({ count, sum, squares }: Moments): number {
  return Math.max(0, (squares - (sum * sum) / count) / (count - 1));
}

function ascending(values: readonly number[]): readonly number[] {
  return values.toSorted((a, b) => a - b);
}
