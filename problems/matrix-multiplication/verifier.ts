import type { Verifier } from "galapagos";
import { exactly, proved, refused } from "galapagos/exact";
import { type Input, mistakesOf, readAlgorithm } from "./algorithm.ts";

/** The rigorous verdict on an algorithm: every entry of its tensor over the rationals. */
const verify: Verifier<Input> = (output, input) => {
  const algorithm = readAlgorithm(output, input);
  if (typeof algorithm === "string") return refused(algorithm);
  const { count, first, off } = mistakesOf(algorithm, input);
  if (count === 0) return proved(exactly(algorithm.length), "up", "exact rational arithmetic");
  return refused(`${count} entries of the tensor are wrong, the first: ${first.slice(0, 200)}`, off);
};

export default verify;
