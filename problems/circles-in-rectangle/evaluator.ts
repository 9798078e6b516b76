import type { Scorer } from "galapagos";
import { describeCircles, faultOf } from "../circle-packing/circles.ts";
import { readPacking } from "./packing.ts";

/**
 * Sum of the radii of circles in a rectangle of perimeter at most 4. The sides are read as they are returned, and must
 * not exceed 2 together; the rules of the circles are those of the unit square, exact in float64.
 */
const score: Scorer<{ readonly circles: number }> = ([output], { inputs }) => {
  const packing = readPacking(output, inputs[0]?.circles ?? 21);
  if (typeof packing === "string") return { invalid: packing };
  const { width, height, circles } = packing;
  if (width + height > 2)
    return {
      invalid: `the perimeter is ${2 * (width + height)}, more than 4: width ${width}, height ${height}`,
    };
  const room = { width, height, name: "rectangle" };
  const fault = faultOf(circles, room);
  if (fault !== null) return { invalid: fault };
  const { features, ...described } = describeCircles(circles, room);
  return { ...described, features: { radiusSpread: features.radiusSpread, width: Math.max(width, height) } };
};

export default score;
