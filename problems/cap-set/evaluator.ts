import type { Scorer } from "galapagos";
import { type Input, lineIn, readVectors } from "./vectors.ts";

/** Size of a cap set: vectors over {0, 1, 2} of which no three different ones lie on a line, that is add up to 0 mod 3. */
const score: Scorer<Input> = ([output], { inputs }) => {
  const dimension = inputs[0]?.dimension ?? 6;
  const vectors = readVectors(output, dimension);
  if (typeof vectors === "string") return { invalid: vectors };
  const line = lineIn(vectors);
  if (line !== null) return { invalid: line };
  const zeros = vectors.map((vector) => vector.filter((part) => part === 0).length);
  const mean = zeros.reduce((sum, count) => sum + count, 0) / vectors.length;
  const spread = zeros.reduce((sum, count) => sum + (count - mean) ** 2, 0) / vectors.length;
  return { score: vectors.length, features: { zeros: mean / dimension, spread: Math.sqrt(spread) } };
};

export default score;
