import { pairedInterval } from "../../core/index.ts";

/** Best score so far of several runs after some evaluator calls: the median and its interval. */
export interface Band {
  readonly evaluations: number;
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** The climb of a run: what the best became, and after how many evaluator calls. */
export interface Climb {
  readonly bests: readonly { readonly evaluations: number; readonly score: number }[];
}

/** Points of a band: as many as a drawing can show. */
const POINTS = 120;

/**
 * The bands of some climbs. A run that ended keeps its best; points before every run has a score are left out.
 *
 * @param most - evaluator calls at the right end
 */
export function climbBands(climbs: readonly Climb[], most: number): readonly Band[] {
  const count = Math.min(POINTS, most);
  const bands: Band[] = [];
  for (let point = 1; point <= count; point++) {
    const evaluations = Math.ceil((most * point) / count);
    const scores = climbs.map(({ bests }) => bests.findLast((best) => best.evaluations <= evaluations));
    if (scores.some((score) => score === undefined)) continue;
    const interval = pairedInterval(scores.flatMap((best) => best?.score ?? []));
    if (interval === null) continue;
    const { median, low, high } = interval;
    bands.push({ evaluations, median, low, high });
  }
  return bands;
}
