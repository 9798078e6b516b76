/**
 * Places 14 points in space.
 *
 * @returns {number[][]} one [x, y, z] for each point
 */
export function place() {
  // EVOLVE-BLOCK-START
  // A plain start: layers of four.
  return [
    [0.1, 0.1, 0.1],
    [1.1, 0.1, 0.1],
    [0.1, 1.1, 0.1],
    [1.1, 1.1, 0.1],
    [0.55, 0.55, 0.9],
    [1.55, 0.55, 0.9],
    [0.55, 1.55, 0.9],
    [1.55, 1.55, 0.9],
    [0.1, 0.1, 1.7],
    [1.1, 0.1, 1.7],
    [0.1, 1.1, 1.7],
    [1.1, 1.1, 1.7],
    [0.55, 0.55, 2.5],
    [1.55, 0.55, 2.5],
  ];
  // EVOLVE-BLOCK-END
}
