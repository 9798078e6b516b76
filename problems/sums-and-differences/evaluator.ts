import type { Scorer } from "galapagos";
import { type Input, readSet, sizesOf } from "./sets.ts";

/**
 * How much richer in sums than in differences a set of whole numbers is. Ratio: log(|A+A|/|A|) / log(|A−A|/|A|).
 * Exponent (Gyarmati, Hennecart and Ruzsa 2007): 1 + log(|U−U|/|U+U|) / log(2·max U + 1). Sums and differences are
 * counted; duplicates are refused, and so are negative numbers for the exponent.
 */
const score: Scorer<Input> = ([output], { inputs: [input = { quantity: "ratio", most: 1000 }] }) => {
  const set = readSet(output, input);
  if (typeof set === "string") return { invalid: set };
  const { numbers, sums, differences, largest } = sizesOf(set);
  const value =
    input.quantity === "ratio"
      ? Math.log(sums / numbers) / Math.log(differences / numbers)
      : 1 + Math.log(differences / sums) / Math.log(2 * largest + 1);
  const smallest = set.reduce((least, each) => Math.min(least, each));
  return {
    score: value,
    metrics: { numbers, sums, differences },
    features: { numbers, density: numbers / (largest - smallest + 1) },
  };
};

export default score;
