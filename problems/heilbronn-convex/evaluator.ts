import type { Scorer } from "galapagos";
import { readTable, total } from "../common/numbers.ts";
import { hullOf, type Point } from "./points.ts";

/**
 * Smallest area of a triangle formed by three of some points, as a share of the area of their convex hull. The shape is
 * free, so nothing can lie outside; what is refused are equal points and three on a line.
 */
const score: Scorer<{ readonly points: number }> = ([output], { inputs }) => {
  const table = readTable(output, { rows: inputs[0]?.points ?? 13, columns: "[x, y]", row: "point" });
  if (typeof table === "string") return { invalid: table };
  const points = table as readonly Point[];
  let smallest = Number.POSITIVE_INFINITY;
  for (const [i, a] of points.entries()) {
    for (const [j, b] of points.slice(0, i).entries()) {
      if (a[0] === b[0] && a[1] === b[1]) return { invalid: `points ${j} and ${i} are equal` };
      for (const [k, c] of points.slice(0, j).entries()) {
        const doubled = Math.abs(turn(a, b, c));
        if (doubled === 0) return { invalid: `points ${k}, ${j} and ${i} lie on one line` };
        smallest = Math.min(smallest, doubled);
      }
    }
  }
  const hull = hullOf(
    [...points].sort((a, b) => a[0] - b[0] || a[1] - b[1]),
    turn,
  );
  const area = total(hull.map((a, k) => turn([0, 0], a, hull[(k + 1) % hull.length] as Point)));
  return {
    score: smallest / area,
    features: { corners: hull.length, elongation: elongation(points) },
  };
};

export default score;

/** Twice the signed area of a triangle. */
function turn(a: Point, b: Point, c: Point): number {
  return (b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1]);
}

/** Smaller over larger spread along the axes of the points' covariance: 1 round, 0 a line. Affine maps change it, not the score. */
function elongation(points: readonly Point[]): number {
  const mean = (axis: 0 | 1): number => total(points.map((point) => point[axis])) / points.length;
  const [mx, my] = [mean(0), mean(1)];
  const moment = (f: (point: Point) => number): number => total(points.map(f));
  const [xx, yy] = [moment(([x]) => (x - mx) ** 2), moment(([, y]) => (y - my) ** 2)];
  const xy = moment(([x, y]) => (x - mx) * (y - my));
  const [middle, reach] = [(xx + yy) / 2, Math.sqrt(((xx - yy) / 2) ** 2 + xy * xy)];
  return Math.sqrt(Math.max(0, middle - reach) / (middle + reach || 1));
}
