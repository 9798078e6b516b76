import type { Json, Scorer } from "galapagos";
import {
  type Comparator,
  columnsOf,
  countUnsorted,
  readNetwork,
  WIRES,
} from "../sorting-networks/network.ts";
import { EXCHANGES } from "./exchanges.ts";

/** Most tests of a program. */
const MOST_TESTS = 64;

/**
 * How many of the opponents' networks the tests break, and as a fraction below that which share of their variants they break,
 * each an opponent that lacks one comparator (Hillis 1990; the fraction keeps a slope where no opponent can be broken).
 */
const score: Scorer = ([output], { inputs }) => {
  const tests = readTests(output);
  if (typeof tests === "string") return { invalid: tests };
  const columns = columnsOf(tests);
  const breaks = (network: readonly Comparator[]): boolean => countUnsorted(network, columns) > 0;
  const opponents = opponentsOf(inputs[0] ?? null);
  const broken = opponents.filter(breaks).length;
  const variants = opponents.flatMap((network) => network.map((_, gone) => network.toSpliced(gone, 1)));
  const share = variants.filter(breaks).length / Math.max(1, variants.length);
  return {
    score: broken + share,
    metrics: { broken, opponents: opponents.length, variantsBroken: share, tests: tests.length },
    features: { tests: tests.length, ones: onesIn(tests) },
    artifacts: { opponent: tests },
  };
};
export default score;

function opponentsOf(input: Json): readonly (readonly Comparator[])[] {
  const given = (input as { opponents?: readonly Json[] } | null)?.opponents ?? [];
  if (given.length === 0) return [EXCHANGES];
  return given.map((one) => {
    const network = readNetwork(typeof one === "string" ? JSON.parse(one) : one);
    if (typeof network === "string") throw new Error(`an opponent is no network: ${network}`);
    return network;
  });
}

/** Distinct tests, in their order. */
function readTests(value: unknown): number[] | string {
  if (!Array.isArray(value) || value.length === 0 || value.length > MOST_TESTS)
    return `expected a list of 1 to ${MOST_TESTS} tests`;
  const bad = value.findIndex((test) => !Number.isInteger(test) || test < 0 || test >= 2 ** WIRES);
  if (bad !== -1)
    return `test ${bad}: expected a whole number from 0 to ${2 ** WIRES - 1}, got ${JSON.stringify(value[bad])}`;
  return [...new Set(value as number[])];
}

/** Mean share of ones. */
function onesIn(tests: readonly number[]): number {
  const ones = tests.reduce((sum, test) => sum + test.toString(2).replaceAll("0", "").length, 0);
  return ones / (WIRES * tests.length);
}
