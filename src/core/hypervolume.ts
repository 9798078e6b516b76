import type { Aim, Point } from "./front.ts";
import { objectiveOf } from "./objective.ts";

/**
 * Hypervolume of some points: the volume that they dominate within the corner of the aims' references (Zitzler & Thiele
 * 1998), in the product of the objectives' units; 0 without a point that counts. Computed exactly, by slices along the
 * last objective.
 */
export function hypervolume(points: readonly Point[], aims: readonly Aim[]): number {
  const gains = points.map((point) =>
    aims.map(({ direction, reference }, at) => objectiveOf(direction).gain(point[at] as number, reference)),
  );
  return volume(
    gains.filter((gain) => gain.every((length) => length > 0)),
    aims.length,
  );
}

/** Volume of the union of boxes between the origin and some corners, in so many dimensions. */
function volume(corners: readonly Point[], dimensions: number): number {
  const last = dimensions - 1;
  if (corners.length === 0) return 0;
  if (last === 0) return corners.reduce((most, corner) => Math.max(most, corner[0] as number), 0);
  const sorted = [...corners].sort((a, b) => (b[last] as number) - (a[last] as number));
  if (last === 1) return areaOf(sorted);
  let sum = 0;
  for (const [at, corner] of sorted.entries()) {
    const below = sorted[at + 1]?.[last] ?? 0;
    const thickness = (corner[last] as number) - below;
    if (thickness > 0) sum += thickness * volume(sorted.slice(0, at + 1), last);
  }
  return sum;
}

/** Area below a staircase. @param corners - tallest first */
function areaOf(corners: readonly Point[]): number {
  let [area, width] = [0, 0];
  for (const [x = 0, y = 0] of corners) {
    if (x <= width) continue;
    area += (x - width) * y;
    width = x;
  }
  return area;
}

/**
 * The worth of a point on its own, for a numerical search that knows one number only: the logarithm of the box that it
 * dominates, each side to the power of a weight. To be maximised; −∞ at a reference and beyond. Searches of different
 * weights end at different places of a front, and no unit of an objective matters.
 *
 * @param number - any whole number: that of a search, whose weights are the point of a low-discrepancy sequence
 */
export function weightedWorth(point: Point, aims: readonly Aim[], number: number): number {
  const weights = weightsOf(aims.length, number);
  let sum = 0;
  for (const [at, { direction, reference }] of aims.entries()) {
    const side = objectiveOf(direction).gain(point[at] as number, reference);
    if (!(side > 0)) return Number.NEGATIVE_INFINITY;
    sum += (weights[at] as number) * Math.log(side);
  }
  return sum;
}

/** Positive weights that sum to 1, spread evenly over all there are as the number grows (Roberts' sequence). */
function weightsOf(count: number, number: number): readonly number[] {
  const shares = Array.from({ length: count }, (_, at) => {
    const u = (0.5 + (number + 1) / rootOf(count) ** (at + 1)) % 1;
    return -Math.log(Math.max(u, LEAST));
  });
  const total = shares.reduce((sum, share) => sum + share, 0) || 1;
  return shares.map((share) => LEAST + ((1 - count * LEAST) * share) / total);
}

/** The root above 1 of x^(n + 1) = x + 1, found by iteration. */
function rootOf(n: number): number {
  let x = 2;
  for (let round = 0; round < 40; round++) x = (1 + x) ** (1 / (n + 1));
  return x;
}

/** Least weight of an objective. */
const LEAST = 0.02;
