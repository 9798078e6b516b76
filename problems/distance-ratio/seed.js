/**
 * Places 16 or 17 points in the plane.
 *
 * @param {{ points: number }} input how many
 * @returns {number[][]} one [x, y] for each point
 */
export function place({ points }) {
  // EVOLVE-BLOCK-START
  // A plain start: four rows of four, and one more where it is wanted.
  const table = [
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
  if (points > 16) table.push([1.95, 3.6]);
  return table;
  // EVOLVE-BLOCK-END
}
