import type { Json, Scorer } from "galapagos";

const COUNT = 26;

type Circle = readonly [x: number, y: number, radius: number];

/**
 * Sum of the radii of 26 circles in the unit square. Everything is computed from the returned `[x, y, radius]`; the rules
 * are exact in float64, without tolerance: finite numbers, radius ≥ 0, radius ≤ x ≤ 1 − radius (and y likewise), and no
 * two circles with radius + radius > distance, where distance = √(dx² + dy²).
 */
const score: Scorer = ([output]) => {
  const circles = readCircles(output);
  if (typeof circles === "string") return { invalid: circles };
  for (const [index, circle] of circles.entries()) {
    const fault = outside(circle) ?? overlapWith(circle, circles.slice(0, index));
    if (fault !== null) return { invalid: `circle ${index} ${fault}` };
  }
  const radii = circles.map(([, , radius]) => radius);
  const sum = total(radii);
  return {
    score: sum,
    metrics: {
      smallestRadius: Math.min(...radii),
      largestRadius: Math.max(...radii),
      coveredArea: area(circles),
    },
    features: {
      radiusSpread: spread(radii, sum),
      borderShare: area(circles.filter(nearBorder)) / (area(circles) || 1),
    },
  };
};

export default score;

function readCircles(output: Json | undefined): readonly Circle[] | string {
  if (!Array.isArray(output)) return "expected a list of circles [x, y, radius]";
  if (output.length !== COUNT) return `expected ${COUNT} circles, got ${output.length}`;
  const bad = output.findIndex((circle) => !isCircle(circle));
  return bad === -1 ? (output as Circle[]) : `circle ${bad} is not [x, y, radius] with three finite numbers`;
}

function isCircle(value: Json): boolean {
  return Array.isArray(value) && value.length === 3 && value.every((part) => Number.isFinite(part));
}

function outside([x, y, radius]: Circle): string | null {
  if (radius < 0) return `has the negative radius ${radius}`;
  const inside = radius <= x && x <= 1 - radius && radius <= y && y <= 1 - radius;
  return inside ? null : `leaves the unit square: centre (${x}, ${y}), radius ${radius}`;
}

function overlapWith([x, y, radius]: Circle, others: readonly Circle[]): string | null {
  const met = others.findIndex(
    (other) => radius + other[2] > Math.sqrt((x - other[0]) ** 2 + (y - other[1]) ** 2),
  );
  return met === -1 ? null : `overlaps circle ${met}`;
}

/** A circle that comes within a thousandth of a wall. */
function nearBorder([x, y, radius]: Circle): boolean {
  return Math.min(x, y, 1 - x, 1 - y) - radius < 1e-3;
}

/** Standard deviation of the radii as a share of their mean: 0 for equal circles. */
function spread(radii: readonly number[], sum: number): number {
  const mean = sum / radii.length;
  return mean === 0 ? 0 : Math.sqrt(total(radii.map((radius) => (radius - mean) ** 2)) / radii.length) / mean;
}

function area(circles: readonly Circle[]): number {
  return Math.PI * total(circles.map(([, , radius]) => radius * radius));
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
