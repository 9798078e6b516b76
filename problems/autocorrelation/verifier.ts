import type { Verifier } from "galapagos";
import { convolve, exactly, proved, type Rational, refused, scaledIntegers } from "galapagos/exact";
import { readHeights } from "../common/numbers.ts";
import { type Input, isSigned, sizesOf } from "./inequalities.ts";

/** The rigorous verdict on heights: f∗f at its knots in exact integers, which is all that the constants depend on. */
const verify: Verifier<Input> = (output, input) => {
  const heights = readHeights(output, sizesOf(input));
  if (typeof heights === "string") return refused(heights);
  const negative = isSigned(input) ? -1 : heights.findIndex((height) => height < 0);
  if (negative !== -1)
    return refused(`height ${negative} is negative`, exactly(heights[negative] ?? 0).neg());
  const [a] = scaledIntegers(heights);
  const sum = a.reduce((all, height) => all + height, 0n);
  if (sum === 0n) return refused("the heights add up to 0");
  const g = convolve(a, a);
  const worse = input.inequality === "2" ? "down" : "up";
  return proved(constantOf(input, BigInt(a.length), sum, g), worse, "exact rational arithmetic");
};

export default verify;

function constantOf({ inequality }: Input, n: bigint, sum: bigint, g: readonly bigint[]): Rational {
  const most = g.reduce((largest, value) => (value > largest ? value : largest));
  const least = g.reduce((smallest, value) => (value < smallest ? value : smallest));
  if (inequality === "2") {
    const squares = [...g, 0n].reduce((all, b, k) => {
      const a = g[k - 1] ?? 0n;
      return all + a * a + a * b + b * b;
    }, 0n);
    return exactly(squares).div(exactly(3n * most * sum * sum));
  }
  const size = inequality === "3′" && -least > most ? -least : most < 0n ? -most : most;
  return exactly(2n * n * size).div(exactly(sum * sum));
}
