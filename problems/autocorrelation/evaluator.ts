import type { Scorer } from "galapagos";
import { convolution, readHeights, shapeOf, total } from "../common/numbers.ts";
import { type Input, isSigned, sizesOf } from "./inequalities.ts";

/**
 * The constant of an autocorrelation inequality that a step function on [−¼, ¼] shows; f∗f is piecewise linear, so its
 * largest value is one of the sums g = a∗a of the heights.
 *
 * 1: 2n · max g / (Σa)², heights ≥ 0. 2: ‖f∗f‖₂² / (‖f∗f‖₁ · ‖f∗f‖∞), heights ≥ 0. 3: 2n · |max g| / (Σa)², any sign.
 * 3′: 2n · max |g| / (Σa)², any sign.
 */
const score: Scorer<Input> = ([output], { inputs: [input = { inequality: "1", heights: null }] }) => {
  const heights = readHeights(output, sizesOf(input));
  if (typeof heights === "string") return { invalid: heights };
  const negative = isSigned(input) ? -1 : heights.findIndex((height) => height < 0);
  if (negative !== -1) return { invalid: `height ${negative} is negative: ${heights[negative]}` };
  const sum = total(heights);
  if (sum === 0) return { invalid: "the heights add up to 0" };
  const g = convolution(heights, heights);
  return {
    score: constantOf(input, heights.length, sum, g),
    metrics: { heights: heights.length },
    features: shapeOf(heights),
  };
};

export default score;

function constantOf({ inequality }: Input, n: number, sum: number, g: Float64Array): number {
  const most = g.reduce((largest, value) => Math.max(largest, value), Number.NEGATIVE_INFINITY);
  switch (inequality) {
    case "1":
      return (2 * n * most) / sum ** 2;
    case "3":
      return (2 * n * Math.abs(most)) / sum ** 2;
    case "3′":
      return (2 * n * g.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0)) / sum ** 2;
    case "2": {
      let squares = 0;
      for (let k = 0; k <= g.length; k++) {
        const [a, b] = [g[k - 1] ?? 0, g[k] ?? 0];
        squares += (a * a + a * b + b * b) / 3;
      }
      return squares / (g.reduce((all, value) => all + value, 0) * most);
    }
  }
}
