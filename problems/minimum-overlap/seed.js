/**
 * Heights of a step function on [0, 2] with values from 0 to 1.
 *
 * @returns {number[]}
 */
export function heights() {
  // EVOLVE-BLOCK-START
  // A plain start: the left half of a symmetric hill.
  const half = [
    0.05, 0.09, 0.13, 0.17, 0.22, 0.26, 0.3, 0.34, 0.38, 0.42, 0.47, 0.51, 0.55, 0.59, 0.63, 0.68, 0.72, 0.76,
    0.8, 0.84, 0.88, 0.93, 0.97, 1, 1,
  ];
  const all = [...half, ...half.slice(0, -1).reverse()];
  // EVOLVE-BLOCK-END
  return all.map((height) => Math.min(1, Math.max(0, height)));
}
