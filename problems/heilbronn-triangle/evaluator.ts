import type { Json, Scorer } from "galapagos";

const COUNT = 11;
const ROOT_3 = Math.sqrt(3);
const TRIANGLE_AREA = ROOT_3 / 4;

type Point = readonly [x: number, y: number];

/**
 * Smallest area of a triangle formed by three of 11 points in the triangle (0, 0), (1, 0), (½, √3/2), as a share of that
 * triangle's area. Exact in float64, without tolerance: finite numbers, y ≥ 0, √3·x ≤ √3 − y, y ≤ √3·x, no two points
 * equal, no three on a line.
 */
const score: Scorer = ([output]) => {
  const points = readPoints(output);
  if (typeof points === "string") return { invalid: points };
  const stray = points.findIndex((point) => !isInside(point));
  if (stray !== -1) return { invalid: `point ${stray} (${points[stray]}) lies outside the triangle` };

  let smallest = Number.POSITIVE_INFINITY;
  let largest = 0;
  for (const [i, a] of points.entries()) {
    for (const [j, b] of points.slice(0, i).entries()) {
      if (a[0] === b[0] && a[1] === b[1]) return { invalid: `points ${j} and ${i} are equal` };
      for (const [k, c] of points.slice(0, j).entries()) {
        const area = triangleArea(a, b, c);
        if (area === 0) return { invalid: `points ${k}, ${j} and ${i} lie on one line` };
        smallest = Math.min(smallest, area);
        largest = Math.max(largest, area);
      }
    }
  }
  return {
    score: smallest / TRIANGLE_AREA,
    metrics: { largestArea: largest / TRIANGLE_AREA },
    features: { nearSides: points.filter(isNearSide).length, spread: spread(points) },
  };
};

export default score;

function readPoints(output: Json | undefined): readonly Point[] | string {
  if (!Array.isArray(output)) return "expected a list of points [x, y]";
  if (output.length !== COUNT) return `expected ${COUNT} points, got ${output.length}`;
  const bad = output.findIndex((point) => !isPoint(point));
  return bad === -1 ? (output as Point[]) : `point ${bad} is not [x, y] with two finite numbers`;
}

function isPoint(value: Json): boolean {
  return Array.isArray(value) && value.length === 2 && value.every((part) => Number.isFinite(part));
}

function isInside([x, y]: Point): boolean {
  return y >= 0 && ROOT_3 * x <= ROOT_3 - y && y <= ROOT_3 * x;
}

function triangleArea(a: Point, b: Point, c: Point): number {
  return Math.abs(a[0] * (b[1] - c[1]) + b[0] * (c[1] - a[1]) + c[0] * (a[1] - b[1])) / 2;
}

/** Within a hundredth of a side. */
function isNearSide([x, y]: Point): boolean {
  return Math.min(y, (ROOT_3 * x - y) / 2, (ROOT_3 * (1 - x) - y) / 2) < 0.01;
}

/** Mean distance of the points from the triangle's centre, as a share of the distance of its corners (1/√3). */
function spread(points: readonly Point[]): number {
  const corner = 1 / ROOT_3;
  const distances = points.map(([x, y]) => Math.sqrt((x - 0.5) ** 2 + (y - ROOT_3 / 6) ** 2) / corner);
  return distances.reduce((sum, distance) => sum + distance, 0) / points.length;
}
