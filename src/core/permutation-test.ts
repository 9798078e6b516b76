import { randomStream } from "./random.ts";
import { mean } from "./statistics.ts";

/** Divisions of the values that are all tried; where there are more, as many are drawn. */
const MOST_TRIED = 20_000;

/** Differences closer than this are rounding, not another division. */
const EQUAL = 1e-9;

/**
 * Fisher's permutation test of two groups: the share of all divisions of their values into groups of the same sizes whose means
 * differ as much or more. Exact up to 20,000 divisions, else over as many draws of a fixed stream, the division itself counted once
 * more. `null` where a group is empty, or both have one value: then every division differs as much.
 */
export function permutationTest(a: readonly number[], b: readonly number[]): number | null {
  if (a.length === 0 || b.length === 0 || a.length + b.length < 3) return null;
  const values = [...a, ...b];
  const total = mean(values) * values.length;
  const gap = (sum: number): number => Math.abs(sum / a.length - (total - sum) / b.length);
  const observed = gap(sumOf(a)) - EQUAL;
  const sums = countOfDivisions(values.length, a.length) <= MOST_TRIED ? allSums : drawnSums;
  let [tried, extreme] = sums === drawnSums ? [1, 1] : [0, 0];
  for (const sum of sums(values, a.length)) {
    tried++;
    if (gap(sum) >= observed) extreme++;
  }
  return extreme / tried;
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function countOfDivisions(n: number, k: number): number {
  let count = 1;
  for (let i = 1; i <= k; i++) count = (count * (n - k + i)) / i;
  return count;
}

/** Sums of all choices of `count` values. */
function* allSums(values: readonly number[], count: number, from = 0, sum = 0): Generator<number> {
  if (count === 0) {
    yield sum;
    return;
  }
  for (let at = from; at <= values.length - count; at++)
    yield* allSums(values, count - 1, at + 1, sum + (values[at] as number));
}

/** Sums of drawn choices of `count` values. */
function* drawnSums(values: readonly number[], count: number): Generator<number> {
  const random = randomStream("permutation test");
  const order = [...values];
  for (let draw = 0; draw < MOST_TRIED; draw++) {
    let sum = 0;
    for (let at = 0; at < count; at++) {
      const other = at + random.int(order.length - at);
      [order[at], order[other]] = [order[other] as number, order[at] as number];
      sum += order[at] as number;
    }
    yield sum;
  }
}
