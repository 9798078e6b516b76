/**
 * Places 16 points in the plane.
 *
 * @returns {number[][]} one [x, y] for each point
 */
export function place() {
  // EVOLVE-BLOCK-START
  // A plain start: four rows of four.
  return [
    [0.05, 0.0],
    [1.05, 0.0],
    [2.05, 0.0],
    [3.05, 0.0],
    [0.35, 0.9],
    [1.35, 0.9],
    [2.35, 0.9],
    [3.35, 0.9],
    [0.05, 1.8],
    [1.05, 1.8],
    [2.05, 1.8],
    [3.05, 1.8],
    [0.35, 2.7],
    [1.35, 2.7],
    [2.35, 2.7],
    [3.35, 2.7],
  ];
  // EVOLVE-BLOCK-END
}
