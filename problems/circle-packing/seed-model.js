/**
 * Places 26 circles in the unit square.
 *
 * @returns {number[][]} one [x, y, radius] for each circle
 */
export function pack() {
  // 25 equal circles in rows, and a small one in a gap
  const circles = [];
  for (let row = 0; row < 5; row++)
    for (let column = 0; column < 5; column++)
      circles.push([0.1 + 0.2 * column, 0.1 + 0.2 * row, 0.1 - 1e-12]);
  circles.push([0.2, 0.2, 0.1 * (Math.SQRT2 - 1) - 1e-12]);
  return circles;
}
