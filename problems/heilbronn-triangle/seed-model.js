/**
 * Places 11 points in the triangle (0, 0), (1, 0), (½, √3/2).
 *
 * @returns {number[][]} one [x, y] for each point
 */
export function place() {
  // a point near each corner, two near each side, two in the middle, set down by eye
  return [
    [0.06, 0.04],
    [0.93, 0.05],
    [0.49, 0.8],
    [0.32, 0.02],
    [0.7, 0.03],
    [0.2, 0.3],
    [0.36, 0.55],
    [0.83, 0.26],
    [0.62, 0.58],
    [0.42, 0.25],
    [0.58, 0.33],
  ];
}
