import { type Interval, mean, meanInterval } from "../../core/index.ts";

/** A line through a measure over the natural logarithm of the round. */
export interface Growth {
  /** Slope of each run's own line, by least squares, averaged: what the measure gains while the round grows e-fold. */
  readonly slope: Interval;
  /** Share of the variance of the curve of means that its line explains; 0 where the curve is flat. */
  readonly r2: number;
}

/**
 * Lines y = a + b · ln(round) of several runs (arXiv 2601.03335 fits generality so).
 *
 * @param curves - a list for each run, round after round; of equal length
 * @param first - the round, from 1, that the lists begin with
 */
export function growthOf(curves: readonly (readonly number[])[], first = 1): Growth {
  const [one = []] = curves;
  const x = one.map((_, at) => Math.log(first + at));
  const average = one.map((_, at) => mean(curves.map((curve) => curve[at] ?? 0)));
  const line = lineOf(x, average);
  return { slope: meanInterval(curves.map((curve) => lineOf(x, curve).slope)), r2: line.r2 };
}

function lineOf(x: readonly number[], y: readonly number[]): { readonly slope: number; readonly r2: number } {
  if (x.length < 2) return { slope: 0, r2: 0 };
  const [mx, my] = [mean(x), mean(y)];
  const sum = (term: (at: number) => number): number => x.reduce((total, _, at) => total + term(at), 0);
  const dx = (at: number): number => (x[at] ?? 0) - mx;
  const dy = (at: number): number => (y[at] ?? 0) - my;
  const [xx, xy, yy] = [sum((at) => dx(at) ** 2), sum((at) => dx(at) * dy(at)), sum((at) => dy(at) ** 2)];
  return { slope: xy / xx, r2: yy === 0 ? 0 : xy ** 2 / (xx * yy) };
}
