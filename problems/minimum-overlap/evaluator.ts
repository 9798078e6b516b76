import type { Scorer } from "galapagos";
import { convolution, readHeights, shapeOf, total } from "../common/numbers.ts";
import { SIZES } from "./sizes.ts";

/**
 * Upper bound on Erdős's minimum overlap constant from a step function on [0, 2] with values in [0, 1]: 2/n times the
 * largest Σ f(x)·(1 − f(x + k)) over all shifts k (Haugland, arXiv 1609.08000). Its integral has to be 1: the heights are
 * first mixed with the constant 0 or 1 so that their sum is n/2, which leaves them in [0, 1].
 */
const score: Scorer = ([output]) => {
  const heights = readHeights(output, SIZES);
  if (typeof heights === "string") return { invalid: heights };
  const bad = heights.findIndex((height) => height < 0 || height > 1);
  if (bad !== -1) return { invalid: `height ${bad} is ${heights[bad]}, not from 0 to 1` };
  const sum = total(heights);
  if (sum === 0 || sum === heights.length) return { invalid: "all heights are 0, or all are 1" };
  const f = mixed(heights, sum);
  const overlaps = convolution(f, f.map((height) => 1 - height).reverse());
  return {
    score: (2 / f.length) * overlaps.reduce((most, overlap) => Math.max(most, overlap)),
    metrics: { heights: f.length, sumBeforeMixing: sum },
    features: shapeOf(f),
  };
};

export default score;

function mixed(heights: readonly number[], sum: number): readonly number[] {
  const half = heights.length / 2;
  if (sum > half) return heights.map((height) => (height * half) / sum);
  const share = (half - sum) / (heights.length - sum);
  return heights.map((height) => height + (1 - height) * share);
}
