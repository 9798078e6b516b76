/** Successes out of trials. */
export interface Count {
  readonly successes: number;
  readonly trials: number;
}

/** An estimate with its 95 % confidence interval. */
export interface Estimate {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

/** 97.5 % quantile of the standard normal. */
const Z = 1.959964;

/** A rate by Wilson's score interval (Wilson 1927); `null` without trials. */
export function wilson({ successes, trials }: Count): Estimate | null {
  if (trials === 0) return null;
  const rate = successes / trials;
  const square = Z * Z;
  const centre = rate + square / (2 * trials);
  const half = Z * Math.sqrt((rate * (1 - rate)) / trials + square / (4 * trials * trials));
  const scale = 1 + square / trials;
  return {
    estimate: rate,
    low: Math.max(0, (centre - half) / scale),
    high: Math.min(1, (centre + half) / scale),
  };
}

/** Difference of two independent rates, a − b (Newcombe 1998, method 10); `null` when either has no trials. */
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
  const half = Z * Math.sqrt(varianceOf(a) / a.count + varianceOf(b) / b.count);
  return { estimate, low: estimate - half, high: estimate + half };
}

function varianceOf({ count, sum, squares }: Moments): number {
  return Math.max(0, (squares - (sum * sum) / count) / (count - 1));
}
