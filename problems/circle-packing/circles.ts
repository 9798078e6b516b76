import { isVector, total } from "../common/numbers.ts";

/** A circle as a program returns it. */
export type Circle = readonly [x: number, y: number, radius: number];

/** The room for circles: a rectangle with a corner at (0, 0). */
export interface Room {
  readonly width: number;
  readonly height: number;
  /** How messages call it. */
  readonly name: string;
}

/** Circles, or what is wrong with them. */
export function readCircles(output: unknown, count: number): readonly Circle[] | string {
  if (!Array.isArray(output)) return "expected a list of circles [x, y, radius]";
  if (output.length !== count) return `expected ${count} circles, got ${output.length}`;
  const bad = output.findIndex((circle) => !isVector(circle, 3));
  return bad === -1 ? (output as Circle[]) : `circle ${bad} is not [x, y, radius] with three finite numbers`;
}

/** The first broken rule, exact in float64, without any tolerance; `null` where none is. */
export function faultOf(circles: readonly Circle[], room: Room): string | null {
  for (const [index, circle] of circles.entries()) {
    const fault = outside(circle, room) ?? overlapWith(circle, circles.slice(0, index));
    if (fault !== null) return `circle ${index} ${fault}`;
  }
  return null;
}

function outside([x, y, radius]: Circle, { width, height, name }: Room): string | null {
  if (radius < 0) return `has the negative radius ${radius}`;
  const inside = radius <= x && x <= width - radius && radius <= y && y <= height - radius;
  return inside ? null : `leaves the ${name}: centre (${x}, ${y}), radius ${radius}`;
}

function overlapWith([x, y, radius]: Circle, others: readonly Circle[]): string | null {
  const met = others.findIndex(
    (other) => radius + other[2] > Math.sqrt((x - other[0]) ** 2 + (y - other[1]) ** 2),
  );
  return met === -1 ? null : `overlaps circle ${met}`;
}

/** Sum of the radii, with what is told beside it. */
export function describeCircles(circles: readonly Circle[], { width, height }: Room) {
  const radii = circles.map(([, , radius]) => radius);
  const sum = total(radii);
  // a circle that comes within a thousandth of a wall
  const atWall = ([x, y, radius]: Circle): boolean => Math.min(x, y, width - x, height - y) - radius < 1e-3;
  return {
    score: sum,
    metrics: {
      smallestRadius: Math.min(...radii),
      largestRadius: Math.max(...radii),
      coveredArea: area(circles),
    },
    features: {
      radiusSpread: spread(radii, sum),
      borderShare: area(circles.filter(atWall)) / (area(circles) || 1),
    },
  };
}

/** Standard deviation of the radii as a share of their mean: 0 for equal circles. */
function spread(radii: readonly number[], sum: number): number {
  const mean = sum / radii.length;
  return mean === 0 ? 0 : Math.sqrt(total(radii.map((radius) => (radius - mean) ** 2)) / radii.length) / mean;
}

function area(circles: readonly Circle[]): number {
  return Math.PI * total(circles.map(([, , radius]) => radius * radius));
}
