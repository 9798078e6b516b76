import type { Verifier } from "galapagos";
import { decimalText, exactly, refused } from "galapagos/exact";
import { exactCircles, verifyCircles } from "../circle-packing/exact-circles.ts";
import { readPacking } from "./packing.ts";

/**
 * The rigorous verdict on circles in a rectangle. One whose perimeter is above 4 is refused, and repaired by scaling all
 * of it down.
 */
const verify: Verifier<{ readonly circles: number }> = (output, input) => {
  const packing = readPacking(output, input?.circles ?? 21);
  if (typeof packing === "string") return refused(packing);
  const [width, height] = [exactly(packing.width), exactly(packing.height)];
  const circles = exactCircles(packing.circles);
  const half = width.add(height);
  if (half.compare(2) <= 0) return verifyCircles(circles, width, height);
  const scale = exactly(2).div(half);
  const scaled = verifyCircles(
    circles.map(({ centre: [x, y], radius }) => ({
      centre: [x.mul(scale), y.mul(scale)],
      radius: radius.mul(scale),
    })),
    width.mul(scale),
    height.mul(scale),
  );
  const where = "the perimeter is above 4";
  const step = `everything scaled by ${decimalText(scale, 20, "down")} to the perimeter 4`;
  const verdict = refused(where, half.mul(2).sub(4));
  if (verdict.status !== "refused") return verdict;
  if (scaled.status === "proved") return { ...verdict, repaired: { step, value: scaled.value } };
  if (scaled.status !== "refused" || scaled.repaired === undefined) return verdict;
  return {
    ...verdict,
    repaired: { step: `${step}, then ${scaled.repaired.step}`, value: scaled.repaired.value },
  };
};

export default verify;
