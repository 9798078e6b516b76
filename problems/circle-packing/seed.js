/**
 * Places 26 circles in the unit square.
 *
 * @returns {number[][]} one [x, y, radius] for each circle
 */
export function pack() {
  // EVOLVE-BLOCK-START
  // A plain start, [x, y, radius]: 26 equal circles, one in the middle, a ring of 8, a ring of 16 moved in where it left
  // the square, one in a corner.
  const table = [
    [0.5, 0.5, 0.09],
    [0.8, 0.5, 0.09],
    [0.71213, 0.71213, 0.09],
    [0.5, 0.8, 0.09],
    [0.28787, 0.71213, 0.09],
    [0.2, 0.5, 0.09],
    [0.28787, 0.28787, 0.09],
    [0.5, 0.2, 0.09],
    [0.71213, 0.28787, 0.09],
    [0.99, 0.5, 0.09],
    [0.99, 0.76788, 0.09],
    [0.99, 0.99, 0.09],
    [0.76788, 0.99, 0.09],
    [0.5, 0.99, 0.09],
    [0.23212, 0.99, 0.09],
    [0.01, 0.99, 0.09],
    [0.01, 0.76788, 0.09],
    [0.01, 0.5, 0.09],
    [0.01, 0.23212, 0.09],
    [0.01, 0.01, 0.09],
    [0.23212, 0.01, 0.09],
    [0.5, 0.01, 0.09],
    [0.76788, 0.01, 0.09],
    [0.99, 0.01, 0.09],
    [0.99, 0.23212, 0.09],
    [0.01, 0.01, 0.09],
  ];

  // A centre that a change put outside comes back to the wall, and no circle is larger than the walls allow.
  const circles = table.map(([cx, cy, radius]) => {
    const x = Math.min(1, Math.max(0, cx));
    const y = Math.min(1, Math.max(0, cy));
    return [x, y, Math.max(0, Math.min(radius, x, y, 1 - x, 1 - y))];
  });

  // Two circles that overlap shrink by the same factor, a hair more than needed: the rules have no tolerance, and the
  // rounding of the product must not leave the sum of two radii above the distance by one last bit.
  for (let i = 0; i < circles.length; i++) {
    for (let j = i + 1; j < circles.length; j++) {
      const a = circles[i];
      const b = circles[j];
      const distance = Math.sqrt((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2);
      if (a[2] + b[2] > distance) {
        const factor = (distance / (a[2] + b[2])) * (1 - 1e-12);
        a[2] *= factor;
        b[2] *= factor;
      }
    }
  }
  return circles;
  // EVOLVE-BLOCK-END
}
