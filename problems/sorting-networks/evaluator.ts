import type { Json, Scorer } from "galapagos";
import { type Columns, columnsOf, countUnsorted, depthOf, EVERY_INPUT, readNetwork } from "./network.ts";

/** One more than the most comparators: a single unsorted test weighs more than they all. */
const UNSORTED = 201;

/** Tests of a round are the same for every candidate: packed once. */
const packed = new Map<string, Columns>();

/**
 * Comparators of a network, and 201 more for each test of the opponents that it leaves unsorted (Hillis 1990). Where a run
 * names no opponents the tests are all 65,536 inputs of zeros and ones.
 */
const score: Scorer = ([output], { inputs }) => {
  const network = readNetwork(output);
  if (typeof network === "string") return { invalid: network };
  const depth = depthOf(network);
  const failed = countUnsorted(network, testsOf(inputs[0] ?? null));
  const unsorted = countUnsorted(network, EVERY_INPUT);
  return {
    score: UNSORTED * failed + network.length,
    metrics: {
      comparators: network.length,
      depth,
      failedTests: failed,
      unsorted,
      correct: Number(unsorted === 0),
    },
    features: { comparators: network.length, depth },
    artifacts: { opponent: network.map((comparator) => [...comparator]) },
  };
};
export default score;

function testsOf(input: Json): Columns {
  const opponents = (input as { opponents?: readonly Json[] } | null)?.opponents ?? [];
  if (opponents.length === 0) return EVERY_INPUT;
  const key = JSON.stringify(opponents);
  const known = packed.get(key);
  if (known !== undefined) return known;
  // opponents that a problem names itself are the texts of its files
  const lists = opponents.map(
    (one) => (typeof one === "string" ? JSON.parse(one) : one) as readonly number[],
  );
  const columns = columnsOf([...new Set(lists.flat())]);
  packed.set(key, columns);
  return columns;
}
