/**
 * Draws a polygon.
 *
 * @returns {number[][]} one [x, y] for each corner, in order
 */
export function polygon() {
  // EVOLVE-BLOCK-START
  // A plain start: a rectangle with a corner in the middle of each long side.
  const size = 1;
  const corners = [
    [0.05, 0.0],
    [1.05, 0.0],
    [2.05, 0.0],
    [2.05, 1.0],
    [1.05, 1.0],
    [0.05, 1.0],
  ];
  // EVOLVE-BLOCK-END
  return corners.map(([x, y]) => [size * x, size * y]);
}
