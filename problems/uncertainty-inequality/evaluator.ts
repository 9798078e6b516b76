import type { Scorer } from "galapagos";
import { boundOf } from "./bound.ts";

/**
 * Upper bound on the constant of the uncertainty inequality, r²/(2π). Computed in exact integers also here, since in
 * floating point double roots split; only the result is rounded.
 */
const score: Scorer = ([output]) => {
  const bound = boundOf(output, 60n);
  if ("invalid" in bound) return bound;
  const numbers = Object.values(output as { readonly [name: string]: readonly unknown[] })[0] ?? [];
  const roots = bound.form === "double roots" ? numbers.map(Number).sort((a, b) => a - b) : [];
  return {
    score: Number(bound.value.decimal(30, "up")),
    features: {
      terms: bound.form === "double roots" ? 2 * numbers.length + 2 : numbers.length + 1,
      firstRoot: (roots[0] ?? 0) / (2 * Math.PI),
    },
  };
};

export default score;
