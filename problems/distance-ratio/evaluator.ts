import type { Scorer } from "galapagos";
import { readTable } from "../common/numbers.ts";
import { type Input, tableOf } from "./input.ts";

/**
 * Square of the ratio of the largest to the smallest distance among some points, to be minimised; computed from squared
 * distances, so that no root is taken. Points that coincide have no score.
 */
const score: Scorer<Input> = ([output], { inputs }) => {
  const points = readTable(output, tableOf(inputs[0]));
  if (typeof points === "string") return { invalid: points };
  const nearest = new Array<number>(points.length).fill(Number.POSITIVE_INFINITY);
  const furthest = new Array<number>(points.length).fill(0);
  for (const [i, a] of points.entries()) {
    for (const [j, b] of points.entries()) {
      if (i === j) continue;
      const squared = a.reduce((sum, part, axis) => sum + (part - (b[axis] ?? 0)) ** 2, 0);
      nearest[i] = Math.min(nearest[i] ?? squared, squared);
      furthest[i] = Math.max(furthest[i] ?? 0, squared);
    }
  }
  const [smallest, largest] = [Math.min(...nearest), Math.max(...furthest)];
  if (smallest === 0) return { invalid: `point ${nearest.indexOf(0)} coincides with another one` };
  return {
    score: largest / smallest,
    metrics: { smallestDistance: Math.sqrt(smallest), largestDistance: Math.sqrt(largest) },
    features: {
      // points that have a neighbour at (nearly) the smallest distance, and those at the rim
      touching: nearest.filter((squared) => squared < smallest * 1.01).length / points.length,
      rim: furthest.filter((squared) => squared > largest * 0.9).length / points.length,
    },
  };
};

export default score;
