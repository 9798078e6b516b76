type Point = readonly [x: number, y: number];

/** The three of some points that form the triangle of the smallest area. */
export function smallestTriangle(points: readonly Point[]): readonly Point[] {
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
