import { mean } from "../../core/index.ts";
import { eigenSymmetric } from "../../kit/math/index.ts";

/** Points along the directions in which they differ most. */
export interface PrincipalComponents {
  /** Share of the whole variance along each direction, 0 to 1, falling. */
  readonly shares: readonly number[];
  /** The place of each point along them, its mean over points being 0. */
  readonly places: readonly (readonly number[])[];
}

/**
 * The first principal components of some points, from their covariance. A direction points where its largest part is positive, so
 * that equal points give equal places.
 *
 * @param points - of equal length
 * @param count - directions, at most as many as points have numbers
 */
export function principalComponents(points: readonly (readonly number[])[], count = 2): PrincipalComponents {
  const centre = (points[0] ?? []).map((_, at) => mean(points.map((point) => point[at] ?? 0)));
  const moved = points.map((point) => point.map((value, at) => value - (centre[at] ?? 0)));
  const covariance = centre.map((_, i) =>
    centre.map((_, j) => moved.reduce((sum, point) => sum + (point[i] ?? 0) * (point[j] ?? 0), 0)),
  );
  const { values, vectors } = eigenSymmetric(covariance);
  const [falling, directions] = [values.toReversed().slice(0, count), vectors.toReversed().slice(0, count)];
  const whole = values.reduce((sum, value) => sum + Math.max(0, value), 0);
  return {
    shares: falling.map((value) => (whole === 0 ? 0 : Math.max(0, value) / whole)),
    places: moved.map((point) => directions.map((direction) => along(pointed(direction), point))),
  };
}

function pointed(direction: readonly number[]): readonly number[] {
  const largest = direction.reduce((most, part) => (Math.abs(part) > Math.abs(most) ? part : most), 0);
  return largest < 0 ? direction.map((part) => -part) : direction;
}

function along(direction: readonly number[], point: readonly number[]): number {
  return direction.reduce((sum, part, at) => sum + part * (point[at] ?? 0), 0);
}
