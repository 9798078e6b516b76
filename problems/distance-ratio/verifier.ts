import type { Verifier } from "galapagos";
import { proved, type Rational, refused } from "galapagos/exact";
import { exactPoints, squaredDistance } from "../common/exact-points.ts";
import { readTable } from "../common/numbers.ts";
import { type Input, tableOf } from "./input.ts";

/** The rigorous verdict on points: the ratio of two exact squared distances. */
const verify: Verifier<Input> = (output, input) => {
  const table = readTable(output, tableOf(input));
  if (typeof table === "string") return refused(table);
  const points = exactPoints(table);
  const distances: Rational[] = [];
  for (const [i, a] of points.entries()) {
    for (const [j, b] of points.slice(0, i).entries()) {
      const squared = squaredDistance(a, b);
      if (squared.n === 0n) return refused(`points ${j} and ${i} coincide`);
      distances.push(squared);
    }
  }
  const [first, ...rest] = distances;
  if (first === undefined) return refused("there are no two points");
  const smallest = rest.reduce((least, squared) => (squared.lt(least) ? squared : least), first);
  const largest = rest.reduce((most, squared) => (squared.gt(most) ? squared : most), first);
  return proved(largest.div(smallest), "up", "exact rational arithmetic");
};

export default verify;
