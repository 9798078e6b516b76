import { exactly, type Rational } from "galapagos/exact";

/** A point with exact coordinates. */
export type ExactPoint = readonly Rational[];

/** The exact values of points in doubles. */
export function exactPoints(points: readonly (readonly number[])[]): readonly ExactPoint[] {
  return points.map((point) => point.map((part) => exactly(part)));
}

/** Squared distance of two points. */
export function squaredDistance(a: ExactPoint, b: ExactPoint): Rational {
  return a.reduce((sum, part, axis) => {
    const difference = part.sub(b[axis] ?? 0);
    return sum.add(difference.mul(difference));
  }, exactly(0));
}

/** Twice the signed area of the triangle a, b, c: positive when they turn left. */
export function doubleArea(a: ExactPoint, b: ExactPoint, c: ExactPoint): Rational {
  const [ax, ay] = xy(a);
  const [bx, by] = xy(b);
  const [cx, cy] = xy(c);
  return bx
    .sub(ax)
    .mul(cy.sub(ay))
    .sub(cx.sub(ax).mul(by.sub(ay)));
}

/** The smallest triangle of three of some points: twice its area, and its corners; area 0 where three lie on a line. */
export function smallestTriangle(points: readonly ExactPoint[]): {
  readonly doubled: Rational;
  readonly corners: readonly [number, number, number];
} {
  let doubled: Rational | null = null;
  let corners: [number, number, number] = [0, 0, 0];
  for (const [i, a] of points.entries()) {
    for (const [j, b] of points.slice(0, i).entries()) {
      for (const [k, c] of points.slice(0, j).entries()) {
        const area = doubleArea(a, b, c).abs();
        if (doubled !== null && area.compare(doubled) >= 0) continue;
        doubled = area;
        corners = [k, j, i];
      }
    }
  }
  return { doubled: doubled ?? exactly(0), corners };
}

/** Coordinates of a point in the plane. */
export function xy(point: ExactPoint): readonly [x: Rational, y: Rational] {
  return [point[0] ?? exactly(0), point[1] ?? exactly(0)];
}
