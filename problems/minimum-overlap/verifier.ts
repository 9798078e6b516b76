import type { Verifier } from "galapagos";
import { convolve, decimalText, exactly, proved, refused, scaledIntegers } from "galapagos/exact";
import { readHeights } from "../common/numbers.ts";
import { SIZES } from "./sizes.ts";

/** The rigorous verdict on heights: the mixing and the largest overlap in exact rational arithmetic. */
const verify: Verifier = (output) => {
  const heights = readHeights(output, SIZES);
  if (typeof heights === "string") return refused(heights);
  for (const [index, height] of heights.entries()) {
    if (height < 0) return refused(`height ${index} is below 0`, exactly(height).neg());
    if (height > 1) return refused(`height ${index} is above 1`, exactly(height).sub(1));
  }
  const n = BigInt(heights.length);
  const [integers, bits] = scaledIntegers(heights);
  const one = 1n << BigInt(bits);
  const sum = integers.reduce((all, height) => all + height, 0n);
  if (sum === 0n || sum === n * one) return refused("all heights are 0, or all are 1");
  // heights as integers over one denominator, after the mixing
  const isHigh = 2n * sum >= n * one;
  const denominator = isHigh ? 2n * sum : 2n * (n * one - sum);
  const f = isHigh
    ? integers.map((height) => height * n)
    : integers.map((height) => 2n * height * (n * one - sum) + (one - height) * (n * one - 2n * sum));
  const scale = isHigh ? denominator : denominator * one;
  const overlaps = convolve(f, f.map((height) => scale - height).reverse());
  const most = overlaps.reduce((largest, overlap) => (overlap > largest ? overlap : largest), 0n);
  const off = exactly(2n * sum - n * one).div(exactly(2n * one));
  const mixing =
    off.n === 0n
      ? ""
      : `; the heights were mixed with a constant, since their sum was off by ${decimalText(off, 20, "up")}`;
  return proved(
    exactly(2n * most).div(exactly(n * scale * scale)),
    "up",
    `exact rational arithmetic${mixing}`,
  );
};

export default verify;
