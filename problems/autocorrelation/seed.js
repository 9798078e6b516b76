/**
 * Heights of a step function.
 *
 * @param {{ inequality: string, heights: number | null }} input which inequality, and how many heights
 * @returns {number[]}
 */
export function heights({ inequality, heights: count }) {
  // EVOLVE-BLOCK-START
  // A plain start: a bump.
  const table = [
    1.05, 1.15, 1.25, 1.33, 1.4, 1.46, 1.49, 1.5, 1.49, 1.46, 1.4, 1.33, 1.25, 1.15, 1.05, 0.85, 0.95, 1.05,
    1.13, 1.2, 1.26, 1.29, 1.3, 1.29, 1.26, 1.2, 1.13, 1.05, 0.95, 0.85,
  ];
  // EVOLVE-BLOCK-END
  const list = resample(table, count ?? table.length);
  return inequality.startsWith("3") ? list : list.map((height) => Math.max(0, height));
}

/** The table as a step function of `count` heights, in between on straight lines. */
function resample(table, count) {
  return Array.from({ length: count }, (_, k) => {
    const at = ((k + 0.5) / count) * table.length - 0.5;
    const low = Math.max(0, Math.min(table.length - 1, Math.floor(at)));
    const high = Math.min(table.length - 1, low + 1);
    const share = Math.max(0, Math.min(1, at - low));
    return table[low] * (1 - share) + table[high] * share;
  });
}
