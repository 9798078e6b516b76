import type { Scorer } from "galapagos";
import { longestOf, nearestOf, readVectors } from "./vectors.ts";

/**
 * Number of spheres that touch one of the same size, shown by whole vectors: the smallest distance between two of them is
 * at least the length of the longest (so that none is 0). Their directions, made equally long, are then at least 60°
 * apart. Exact integers throughout.
 */
const score: Scorer<{ readonly dimension: number }> = ([output], { inputs }) => {
  const vectors = readVectors(output, inputs[0]?.dimension ?? 11);
  if (typeof vectors === "string") return { invalid: vectors };
  const longest = longestOf(vectors);
  const { squared, pair } = nearestOf(vectors);
  if (squared === 0n) return { invalid: `vectors ${pair.join(" and ")} are duplicates` };
  if (squared < longest)
    return {
      invalid: `vectors ${pair.join(" and ")} are too near: squared distance ${squared}, longest vector ${longest}`,
    };
  const zeros = vectors.flat().filter((part) => part === 0n).length / vectors.flat().length;
  const values = new Set(vectors.flat().map((part) => (part < 0n ? -part : part)));
  return { score: vectors.length, features: { zeros, values: values.size } };
};

export default score;
