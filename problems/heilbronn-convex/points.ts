/** A point in the plane. */
export type Point = readonly [x: number, y: number];

/** Corners of the convex hull, counter-clockwise, by Andrew's monotone chain. */
export function hullOf<P>(sorted: readonly P[], turn: (a: P, b: P, c: P) => number): readonly P[] {
  const chain = (points: readonly P[]): P[] => {
    const kept: P[] = [];
    for (const point of points) {
      while (kept.length > 1 && turn(kept.at(-2) as P, kept.at(-1) as P, point) <= 0) kept.pop();
      kept.push(point);
    }
    return kept.slice(0, -1);
  };
  return [...chain(sorted), ...chain([...sorted].reverse())];
}
