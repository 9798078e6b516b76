/** The median of paired differences with an interval that assumes nothing of their distribution. */
export interface PairedInterval {
  readonly median: number;
  readonly low: number;
  readonly high: number;
  /** Coverage of the interval, 0 to 1: at least 0.95 from six pairs on; fewer pairs cannot give as much. */
  readonly level: number;
}

/** Coverage that is wanted. */
const LEVEL = 0.95;

/**
 * The interval between the k-th smallest and the k-th largest difference, the sign test turned around (Conover 1999, §3.4): it
 * covers the true median with probability 1 − 2·P(B < k), B binomial (n, ½). k is the largest with 0.95, at least 1. `null` without pairs.
 */
export function pairedInterval(differences: readonly number[]): PairedInterval | null {
  const sorted = differences.toSorted((a, b) => a - b);
  const n = sorted.length;
  if (n === 0) return null;
  // P(B < 1) = P(B = 0) = 2^−n; each further term follows from the one before
  let below = 0.5 ** n;
  let k = 1;
  for (let next = below; ; k++) {
    next *= (n - k + 1) / k;
    if (1 - 2 * (below + next) < LEVEL) break;
    below += next;
  }
  return {
    median: medianOf(sorted),
    low: sorted[k - 1] as number,
    high: sorted[n - k] as number,
    level: Math.max(0, 1 - 2 * below),
  };
}

/** Median of a sorted list; the mean of the two in the middle, NaN for an empty list. */
export function medianOf(sorted: readonly number[]): number {
  return quantileOf(sorted, 0.5);
}

/** Quantile of a sorted list by linear interpolation (Hyndman & Fan 1996, type 7); NaN for an empty list. */
export function quantileOf(sorted: readonly number[], share: number): number {
  const at = (sorted.length - 1) * share;
  const [low, high] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  if (low === undefined || high === undefined) return Number.NaN;
  // two infinite ones have no distance
  return low === high ? low : low + (high - low) * (at - Math.floor(at));
}
