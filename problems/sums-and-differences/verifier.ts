import type { Verifier } from "galapagos";
import { exactly, Interval, proved, refused } from "galapagos/exact";
import { type Input, readSet, sizesOf } from "./sets.ts";

/** The rigorous verdict on a set: exact counts, and logarithms as intervals. */
const verify: Verifier<Input> = (output, input) => {
  const set = readSet(output, input);
  if (typeof set === "string") return refused(set);
  const { numbers, sums, differences, largest } = sizesOf(set);
  const log = (over: number, under: number): Interval => Interval.of(exactly(over).div(exactly(under))).ln();
  const value =
    input.quantity === "ratio"
      ? log(sums, numbers).div(log(differences, numbers))
      : Interval.of(1).add(log(differences, sums).div(log(2 * largest + 1, 1)));
  return proved(value, "down", "exact counts, and logarithms as intervals of 60 digits");
};

export default verify;
