import type { Scorer } from "galapagos";
import { describeCircles, faultOf, readCircles } from "./circles.ts";

/** How many circles: 26, where the input does not say. */
type Input = { readonly circles: number } | null;

/**
 * Sum of the radii of circles in the unit square. Everything is computed from the returned `[x, y, radius]`; the rules
 * are exact in float64, without tolerance: finite numbers, radius ≥ 0, radius ≤ x ≤ 1 − radius (and y likewise), and no
 * two circles with radius + radius > distance, where distance = √(dx² + dy²).
 */
const score: Scorer<Input> = ([output], { inputs }) => {
  const circles = readCircles(output, inputs[0]?.circles ?? 26);
  if (typeof circles === "string") return { invalid: circles };
  const room = { width: 1, height: 1, name: "unit square" };
  const fault = faultOf(circles, room);
  return fault === null ? describeCircles(circles, room) : { invalid: fault };
};

export default score;
