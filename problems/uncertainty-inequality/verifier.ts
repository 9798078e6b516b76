import type { Verifier } from "galapagos";
import { proved, refused } from "galapagos/exact";
import { boundOf } from "./bound.ts";

/** The rigorous verdict on double roots or coefficients. */
const verify: Verifier = (output) => {
  const bound = boundOf(output, 100n);
  if ("invalid" in bound) return refused(bound.invalid);
  return proved(bound.value, "up", `exact integers from the ${bound.form}, and π as an interval`);
};

export default verify;
