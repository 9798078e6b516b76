import type { Verifier } from "galapagos";
import { exactly, refused } from "galapagos/exact";
import { readCircles } from "./circles.ts";
import { exactCircles, verifyCircles } from "./exact-circles.ts";

/** The rigorous verdict on circles in the unit square. */
const verify: Verifier<{ readonly circles: number } | null> = (output, input) => {
  const circles = readCircles(output, input?.circles ?? 26);
  if (typeof circles === "string") return refused(circles);
  return verifyCircles(exactCircles(circles), exactly(1), exactly(1));
};

export default verify;
