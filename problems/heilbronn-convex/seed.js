/**
 * Places 13 points in the plane.
 *
 * @returns {number[][]} one [x, y] for each point
 */
export function place() {
  // EVOLVE-BLOCK-START
  // A plain start, set down by eye.
  return [
    [0.75, 0.5],
    [0.876, 0.709],
    [0.598, 0.706],
    [0.42, 0.947],
    [0.327, 0.734],
    [0.061, 0.798],
    [0.266, 0.56],
    [0.235, 0.392],
    [0.489, 0.334],
    [0.73, 0.079],
    [0.725, 0.252],
    [0.946, 0.13],
    [0.688, 0.384],
  ];
  // EVOLVE-BLOCK-END
}
