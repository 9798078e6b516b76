import type { Verifier } from "galapagos";
import { exactly, proved, refused } from "galapagos/exact";
import { longestOf, nearestOf, readVectors } from "./vectors.ts";

/** The rigorous verdict on vectors, in exact integers. */
const verify: Verifier<{ readonly dimension: number }> = (output, input) => {
  const vectors = readVectors(output, input?.dimension ?? 11);
  if (typeof vectors === "string") return refused(vectors);
  const longest = longestOf(vectors);
  const { squared, pair } = nearestOf(vectors);
  if (squared === 0n) return refused(`vectors ${pair.join(" and ")} are duplicates`);
  if (squared >= longest) return proved(exactly(vectors.length), "down", "exact integers");
  return refused(
    `vectors ${pair.join(" and ")} are nearer than the longest is long (squares)`,
    exactly(longest - squared),
  );
};

export default verify;
