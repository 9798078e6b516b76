/**
 * Places 32 circles in the unit square.
 *
 * @returns {number[][]} one [x, y, radius] for each circle
 */
export function pack() {
  // EVOLVE-BLOCK-START
  // A plain start, [x, y, radius]: rows of equal circles.
  const table = [
    [0.083, 0.083, 0.075],
    [0.25, 0.083, 0.075],
    [0.417, 0.083, 0.075],
    [0.583, 0.083, 0.075],
    [0.75, 0.083, 0.075],
    [0.917, 0.083, 0.075],
    [0.083, 0.25, 0.075],
    [0.25, 0.25, 0.075],
    [0.417, 0.25, 0.075],
    [0.583, 0.25, 0.075],
    [0.75, 0.25, 0.075],
    [0.917, 0.25, 0.075],
    [0.083, 0.417, 0.075],
    [0.25, 0.417, 0.075],
    [0.417, 0.417, 0.075],
    [0.583, 0.417, 0.075],
    [0.75, 0.417, 0.075],
    [0.917, 0.417, 0.075],
    [0.083, 0.583, 0.075],
    [0.25, 0.583, 0.075],
    [0.417, 0.583, 0.075],
    [0.583, 0.583, 0.075],
    [0.75, 0.583, 0.075],
    [0.917, 0.583, 0.075],
    [0.083, 0.75, 0.075],
    [0.25, 0.75, 0.075],
    [0.417, 0.75, 0.075],
    [0.583, 0.75, 0.075],
    [0.75, 0.75, 0.075],
    [0.917, 0.75, 0.075],
    [0.25, 0.917, 0.075],
    [0.75, 0.917, 0.075],
  ];
  // EVOLVE-BLOCK-END
  return place(1, 1, table);
}

/** The circles as they fit. */
function place(width, height, table) {
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
  return circles;
}
