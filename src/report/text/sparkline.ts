const BARS = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"] as const;

/** A best score, and the results there were when it came. */
interface Point {
  readonly evaluations: number;
  readonly score: number;
}

/**
 * The climb as bars, one a column, from the first best to the last, higher for better in either direction; empty while there are no
 * two of them.
 *
 * @param bests - in order, each better than the one before
 * @param evaluations - results by now, which stand at the right end
 */
export function sparkline(bests: readonly Point[], evaluations: number, columns: number): string {
  const [first, last] = [bests[0], bests.at(-1)];
  if (first === undefined || last === undefined || first === last || columns < 1) return "";
  const reach = Math.max(1, evaluations - first.evaluations);
  return Array.from({ length: columns }, (_, column) => {
    const at = first.evaluations + (reach * (column + 1)) / columns;
    const { score } = bests.findLast((best) => best.evaluations <= at) ?? first;
    const share = (score - first.score) / (last.score - first.score);
    return BARS[Math.min(BARS.length - 1, Math.floor(share * BARS.length))];
  }).join("");
}
