/** A mean over independent runs with its 95 % interval; `low` and `high` are the mean itself when there is one run. */
export interface Interval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** 97.5 % quantiles of Student's t for 1 … 30 degrees of freedom. */
const T_975 = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131,
  2.12, 2.11, 2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
] as const;

/**
 * Mean with Student's interval, x̄ ± t₀.₉₇₅ · s / √n; all NaN for an empty list.
 *
 * @param range - values that are possible at all; the interval is cut there
 */
export function meanInterval(
  values: readonly number[],
  range: readonly [low: number, high: number] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
): Interval {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  if (n < 2) return { mean, low: mean, high: mean };
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
  const reach = (T_975[n - 2] ?? 1.96) * Math.sqrt(variance / n);
  return { mean, low: Math.max(range[0], mean - reach), high: Math.min(range[1], mean + reach) };
}
