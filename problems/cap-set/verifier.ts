import type { Verifier } from "galapagos";
import { exactly, proved, refused } from "galapagos/exact";
import { type Input, lineIn, readVectors } from "./vectors.ts";

/** The rigorous verdict on a cap set: all pairs, in whole numbers. */
const verify: Verifier<Input> = (output, input) => {
  const vectors = readVectors(output, input?.dimension ?? 6);
  if (typeof vectors === "string") return refused(vectors);
  const line = lineIn(vectors);
  return line === null ? proved(exactly(vectors.length), "down", "whole numbers, all pairs") : refused(line);
};

export default verify;
