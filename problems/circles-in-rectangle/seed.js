/**
 * Places 21 circles in a rectangle of perimeter 4.
 *
 * @returns {{ width: number, height: number, circles: number[][] }} circles [x, y, radius]
 */
export function pack() {
  // EVOLVE-BLOCK-START
  const width = 1.1;
  // A plain start, [x, y, radius]: rows of equal circles.
  const table = [
    [0.092, 0.113, 0.083],
    [0.275, 0.113, 0.083],
    [0.458, 0.113, 0.083],
    [0.642, 0.113, 0.083],
    [0.825, 0.113, 0.083],
    [1.008, 0.113, 0.083],
    [0.092, 0.338, 0.083],
    [0.275, 0.338, 0.083],
    [0.458, 0.338, 0.083],
    [0.642, 0.338, 0.083],
    [0.825, 0.338, 0.083],
    [1.008, 0.338, 0.083],
    [0.092, 0.562, 0.083],
    [0.275, 0.562, 0.083],
    [0.458, 0.562, 0.083],
    [0.642, 0.562, 0.083],
    [0.825, 0.562, 0.083],
    [1.008, 0.562, 0.083],
    [0.183, 0.787, 0.083],
    [0.55, 0.787, 0.083],
    [0.917, 0.787, 0.083],
  ];
  // EVOLVE-BLOCK-END
  return place(Math.min(1.5, Math.max(1, width)), table);
}

/** The circles as they fit: height = 2 − width is exact for a width from 1 to 2. */
function place(width, table) {
  const height = 2 - width;
  const circles = table.map(([cx, cy, radius]) => {
    const x = Math.min(width, Math.max(0, cx));
    const y = Math.min(height, Math.max(0, cy));
    return [x, y, Math.max(0, Math.min(radius, x, y, width - x, height - y))];
  });
  // Two circles that overlap shrink by the same factor, a hair more than needed: the rules have no tolerance.
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
  // Walls are met a hair early for the same reason.
  for (const circle of circles) circle[2] *= 1 - 1e-12;
  return { width, height, circles };
}
