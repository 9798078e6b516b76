/** 0.975 quantiles of Student's t distribution for 1 to 30 degrees of freedom. */
const T975 = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131,
  2.12, 2.11, 2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
];

/** Arithmetic mean. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Median; the mean of the middle two where their number is even. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const [low = Number.NaN, high = Number.NaN] = [
    sorted[(sorted.length - 1) >> 1],
    sorted[sorted.length >> 1],
  ];
  return low === high ? low : (low + high) / 2;
}

/** Standard deviation of a sample; 0 for a single value. */
export function deviation(values: readonly number[]): number {
  if (values.length < 2) return 0;
  const centre = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1));
}

/** Half the width of the 95 % confidence interval of the mean (Student's t); infinite for a single value. */
export function halfWidthOfMean(values: readonly number[]): number {
  if (values.length < 2) return Number.POSITIVE_INFINITY;
  return ((T975[values.length - 2] ?? 2.042) * deviation(values)) / Math.sqrt(values.length);
}

/**
 * Confidence interval of the median from order statistics: holds for every continuous distribution, however many outliers it
 * has (Conover, Practical Nonparametric Statistics, section 3.2). Unbounded where there are too few values.
 *
 * @param alpha - probability that the median lies outside, at most
 */
export function intervalOfMedian(values: readonly number[], alpha: number): readonly [number, number] {
  const n = values.length;
  const sorted = values.toSorted((a, b) => a - b);
  // rank: the largest r with 2 · P(Bin(n, ½) < r) ≤ alpha
  let rank = 0;
  let probability = 0.5 ** n;
  for (let below = probability; 2 * below <= alpha && rank < n / 2; below += probability) {
    rank++;
    probability *= (n - rank + 1) / rank;
  }
  if (rank === 0) return [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  return [sorted[rank - 1] ?? Number.NaN, sorted[n - rank] ?? Number.NaN];
}
