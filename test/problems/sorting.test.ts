import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Ajv } from "ajv";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Comparator,
  columnsOf,
  countUnsorted,
  depthOf,
  EVERY_INPUT,
  readNetwork,
} from "../../problems/sorting-networks/network.ts";
import { EXCHANGES } from "../../problems/sorting-tests/exchanges.ts";
import type { Json } from "../../src/core/index.ts";
import type { ScorerResult } from "../../src/problem/index.ts";
import { openBench, verdict } from "./support.ts";

const networks = await openBench("sorting-networks");
const tests = await openBench("sorting-tests");

const comparator = fc.tuple(fc.nat(15), fc.nat(15)).filter(([i, j]) => i !== j);
const input = fc.nat(65_535);

/** A network at work on one input, value by value. */
function sortsByHand(network: readonly Comparator[], given: number): boolean {
  const values = Array.from({ length: 16 }, (_, wire) => (given >>> wire) & 1);
  for (const [low, high] of network) {
    const [a, b] = [values[low] ?? 0, values[high] ?? 0];
    [values[low], values[high]] = [Math.min(a, b), Math.max(a, b)];
  }
  return values.every((value, wire) => wire === 0 || (values[wire - 1] ?? 0) <= value);
}

function opponentOf(result: ScorerResult): Json {
  if (!("score" in result)) throw new Error(result.invalid);
  return result.artifacts?.opponent ?? null;
}

/** Judges a network against tests, or tests against networks. */
const against = (bench: typeof networks, output: unknown, ...opponents: Json[]): ScorerResult =>
  bench.judgeAll([output as Json], [{ wires: 16, opponents }]);

describe("sorting networks", () => {
  test("counting 32 inputs at a time is counting them one by one", () => {
    fc.assert(
      fc.property(
        fc.array(comparator, { maxLength: 90 }),
        fc.array(input, { minLength: 1 }),
        (pairs, inputs) => {
          const network = readNetwork(pairs) as readonly Comparator[];
          const byHand = inputs.filter((given) => !sortsByHand(network, given)).length;
          expect(countUnsorted(network, columnsOf(inputs))).toBe(byHand);
        },
      ),
      { seed: 16, numRuns: 200 },
    );
  });

  test("known networks sort all 65,536 inputs, and without their last comparator they do not", () => {
    const bitonic = readNetwork(networks.runSeed()[0]) as readonly Comparator[];
    expect([bitonic.length, depthOf(bitonic), countUnsorted(bitonic, EVERY_INPUT)]).toEqual([80, 10, 0]);
    expect([EXCHANGES.length, depthOf(EXCHANGES), countUnsorted(EXCHANGES, EVERY_INPUT)]).toEqual([
      120, 16, 0,
    ]);
    expect(countUnsorted(bitonic.slice(0, -1), EVERY_INPUT)).toBeGreaterThan(0);
    // nothing at all sorts exactly the 17 inputs that are sorted
    expect(countUnsorted([], EVERY_INPUT)).toBe(65_536 - 17);
  });

  test("the score is the comparators, and 201 more for each test left unsorted", () => {
    const seed = networks.runSeed()[0] as Json[];
    expect(verdict(networks.judge(seed))).toBe(80);
    expect(verdict(against(networks, seed, [1, 2, 3]))).toBe(80);
    expect(verdict(against(networks, [], [0b1, 0b10], [0b10, 1 << 15]))).toBe(2 * 201);
    expect(against(networks, [], [1 << 15])).toMatchObject({
      score: 0,
      metrics: { correct: 0, unsorted: 65_519 },
    });
    expect(verdict(against(networks, seed, "[1, 2]"))).toBe(80);
  });

  test("a pair of equal wires does nothing, the order within a pair does not matter, other things are refused", () => {
    expect(
      readNetwork([
        [3, 3],
        [7, 2],
      ]),
    ).toEqual([[2, 7]]);
    for (const bad of [
      null,
      {},
      [[1]],
      [[1, 16]],
      [[-1, 2]],
      [[0.5, 2]],
      [["0", 1]],
      new Array(201).fill([0, 1]),
    ])
      expect(verdict(networks.judge(bad))).toMatch(/expected/);
  });
});

describe("tests of sorting networks", () => {
  test("count the opponents they break, and the share of variants that lack a comparator", () => {
    const seed = tests.runSeed()[0];
    const bitonic = networks.runSeed()[0] as Json;
    const own = Number(verdict(tests.judge(seed)));
    expect(own).toBeGreaterThan(0);
    expect(own).toBeLessThan(1);
    const score = Number(verdict(against(tests, seed, bitonic, [[0, 1]], [])));
    expect(Math.floor(score)).toBe(2);
    // a sorted input breaks nothing
    expect(verdict(against(tests, [65_535], bitonic, [[0, 1]]))).toBe(0);
  });

  test.each([[[]], [null], [[-1]], [[65_536]], [[0.5]], [["1"]], [new Array(65).fill(1)]])(
    "%j is refused",
    (bad) => {
      expect(verdict(tests.judge(bad))).toMatch(/expected/);
    },
  );

  test("each side's champion is an opponent that the other side can read", () => {
    const network = opponentOf(networks.judge(networks.runSeed()[0]));
    const list = opponentOf(tests.judge(tests.runSeed()[0]));
    expect(verdict(against(networks, network, list))).toBe(80);
    expect(verdict(against(tests, list, network))).toBeLessThan(1);
  });
});

test.each([
  ["sorting-networks", networks, "sorting-tests"],
  ["sorting-tests", tests, "sorting-networks"],
] as const)("%s is a whole problem", async (name, bench, other) => {
  const { definition, folder, seed } = bench.problem;
  expect(definition.adversarial?.against).toBe(other);
  expect(new Ajv().compile(definition.output ?? {})(bench.runSeed()[0])).toBe(true);
  expect(seed.match(/EVOLVE-BLOCK-(START|END)/g)).toEqual(["EVOLVE-BLOCK-START", "EVOLVE-BLOCK-END"]);
  const readme = await readFile(join(folder, "README.md"), "utf8");
  expect(readme).toMatch(new RegExp(`^# .*\n\n\`\`\`sh\nnpx galapagos run ${name} `));
});
