import type { Picture } from "galapagos";

type Point = readonly [x: number, y: number];

/** Points within a border, and the smallest triangle that three of them form. */
export function pictureOfPoints(
  points: readonly Point[],
  border: readonly Point[],
  frame: Picture["frame"],
): Picture {
  const smallest = smallestTriangle(points);
  return {
    frame,
    shapes: [
      { shape: "area", tone: "faint", points: border },
      { shape: "area", tone: "accent", points: smallest },
      ...points.map((at) => ({
        shape: "dot" as const,
        at,
        ...(smallest.includes(at) && { tone: "accent" as const }),
      })),
    ],
    caption: "the smallest triangle of three points, in colour",
  };
}

/** The three of some points that form the triangle of the smallest area. */
function smallestTriangle(points: readonly Point[]): readonly Point[] {
  let found: readonly Point[] = [];
  let smallest = Number.POSITIVE_INFINITY;
  for (const [i, a] of points.entries()) {
    for (const [j, b] of points.slice(0, i).entries()) {
      for (const c of points.slice(0, j)) {
        const area = Math.abs(a[0] * (b[1] - c[1]) + b[0] * (c[1] - a[1]) + c[0] * (a[1] - b[1]));
        if (area >= smallest) continue;
        smallest = area;
        found = [a, b, c];
      }
    }
  }
  return found;
}
