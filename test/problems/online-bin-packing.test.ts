import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { drawInstances } from "../../problems/online-bin-packing/instances.ts";
import {
  lowerBound,
  pack,
  type PriorityTable,
  rankTable,
  tableOf,
} from "../../problems/online-bin-packing/packing.ts";
import { NOT_NUMBERS, openBench, verdict } from "./support.ts";

const { problem, runSeed, judge, judgeAll } = await openBench("online-bin-packing");
const { inputs, holdout } = problem.definition;
const seed = runSeed()[0] as PriorityTable;
const instances = { search: drawInstances("search"), holdout: drawInstances("holdout") };

/** Bins used when `choose` names the open bin for each item (or −1 for a new one): no tables, no piles, just a list. */
function packPlainly(
  items: readonly number[],
  choose: (item: number, bins: readonly number[]) => number,
): number {
  const bins: number[] = [];
  for (const item of items) {
    const chosen = choose(item, bins);
    if (chosen === -1) bins.push(100 - item);
    else bins[chosen] = (bins[chosen] ?? 0) - item;
  }
  return bins.length;
}

const firstFit = (items: readonly number[]) =>
  packPlainly(items, (item, bins) => bins.findIndex((room) => room >= item));

const bestFit = (items: readonly number[]) =>
  packPlainly(items, (item, bins) => {
    let best = -1;
    for (const [index, room] of bins.entries()) {
      if (room >= item && (best === -1 || room < (bins[best] ?? 0))) best = index;
    }
    return best;
  });

/** By the rule as the README states it: highest priority of all bins with room and an empty one, the earliest among equals. */
const byTable = (items: readonly number[], table: PriorityTable) =>
  packPlainly(items, (item, bins) => {
    let best = -1;
    let highest = Number.NEGATIVE_INFINITY;
    for (const [index, room] of [...bins, 100].entries()) {
      const priority =
        room >= item ? (table[item - 1]?.[room - item] ?? Number.NaN) : Number.NEGATIVE_INFINITY;
      if (priority > highest) [best, highest] = [index, priority];
    }
    return best === bins.length ? -1 : best;
  });

/** Mean excess over the L1 bound in percent. */
function excess(set: "search" | "holdout", bins: (items: readonly number[]) => number): number {
  const shares = instances[set].map((items) => {
    const bound = Math.ceil(items.reduce((sum, item) => sum + item) / 100);
    return (100 * (bins(items) - bound)) / bound;
  });
  return shares.reduce((sum, share) => sum + share) / shares.length;
}

describe("instances", () => {
  test("are Weibull sizes that never change", () => {
    expect(instances.search.map((items) => items.slice(0, 6))).toMatchInlineSnapshot(`
      [
        [
          49,
          28,
          47,
          64,
          64,
          36,
        ],
        [
          52,
          49,
          46,
          45,
          26,
          34,
        ],
        [
          58,
          41,
          54,
          62,
          33,
          66,
        ],
      ]
    `);
    const all = [...instances.search, ...instances.holdout];
    expect(all.map((items) => items.length)).toEqual(Array.from({ length: 6 }, () => 5000));
    expect(all.flat().every((item) => Number.isInteger(item) && item >= 1 && item <= 100)).toBe(true);
    const mean = all.flat().reduce((sum, item) => sum + item) / 30_000;
    // 45 · Γ(4/3)
    expect(Math.abs(mean - 40.18)).toBeLessThan(0.3);
    const below = all.flat().filter((item) => item <= 45).length / 30_000;
    // 1 − exp(−(45.5 / 45)³)
    expect(Math.abs(below - 0.6444)).toBeLessThan(0.01);
    expect(new Set(all.map((items) => items.join())).size).toBe(6);
  });
});

describe("the baselines agree with a plain simulation", () => {
  test.each(["search", "holdout"] as const)("on the %s instances", (set) => {
    const input = set === "search" ? inputs : holdout;
    const result = judgeAll([seed], input);
    expect(result).toMatchObject({
      metrics: {
        firstFitExcess: expect.closeTo(excess(set, firstFit), 10),
        bestFitExcess: expect.closeTo(excess(set, bestFit), 10),
      },
    });
  });

  test("and with the documented figures", () => {
    const figures = [inputs, holdout].map((input) => {
      const result = judgeAll([seed], input);
      if ("invalid" in result) throw new Error(result.invalid);
      const { firstFitExcess, bestFitExcess } = result.metrics ?? {};
      return [firstFitExcess, result.score, bestFitExcess].map((value) => value?.toFixed(3));
    });
    expect(figures).toEqual([
      ["4.485", "4.236", "4.153"],
      ["4.578", "4.346", "4.214"],
    ]);
  });
});

describe("packing by a table", () => {
  test("agrees with a plain simulation of the rule, ties and early openings included", () => {
    const items = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 120 });
    fc.assert(
      fc.property(items, fc.integer(), fc.integer({ min: 1, max: 6 }), (sizes, salt, levels) => {
        const table = tableOf(
          (item, remaining) => Math.abs(Math.imul(item * 101 + remaining, salt | 1) >> 7) % levels,
        );
        const { bins } = pack(sizes, rankTable(table));
        return bins === byTable(sizes, table) && bins >= lowerBound(sizes);
      }),
      { seed: 100, numRuns: 300 },
    );
  });

  test("counts full bins and bins opened although an older one had room", () => {
    const emptyFirst = tableOf((_, remaining) => remaining);
    expect(pack([50, 50, 30], rankTable(emptyFirst))).toEqual({ bins: 3, perfectFits: 0, earlyOpenings: 2 });
    const closest = tableOf((item, remaining) => item - remaining);
    expect(pack([50, 50, 30, 100], rankTable(closest))).toEqual({
      bins: 3,
      perfectFits: 2,
      earlyOpenings: 0,
    });
  });

  test("scores inputs and hold-out together when a champion is verified", () => {
    const both = judgeAll([seed, seed], [...inputs, ...holdout]);
    expect(both).toMatchObject({
      score: expect.closeTo((4.2358959144 + 4.3463945753) / 2, 8),
      metrics: { searchExcess: expect.closeTo(4.236, 3), holdoutExcess: expect.closeTo(4.346, 3) },
    });
  });
});

describe("the seed's fixed frame", () => {
  const frame = async (body: string) => {
    const block = /(EVOLVE-BLOCK-START\n)[\s\S]*(\n\/\/ EVOLVE-BLOCK-END)/;
    const text = problem.seed.replace(block, `$1function priority(item, remaining, capacity) { ${body} }$2`);
    const module = (await import(`data:text/javascript,${encodeURIComponent(text)}`)) as {
      tabulate: (input: unknown) => PriorityTable;
    };
    return module.tabulate(inputs[0]);
  };

  test("lets a heuristic prefer without bounds", async () => {
    const table = await frame("return 1 / (remaining - item);");
    expect(table[9]?.[0]).toBe(1e300);
    expect((await frame("return -1 / (remaining - item);"))[9]?.[0]).toBe(-1e300);
    expect(typeof verdict(judge(table))).toBe("number");
  });

  test("stops one that returns no number, and says where", async () => {
    await expect(frame("return Math.sqrt(10 - item);")).rejects.toThrow(
      "item 11 at remaining 11 is not a number",
    );
    await expect(frame("")).rejects.toThrow("item 1 at remaining 1 is not a number");
  });
});

describe("refused:", () => {
  const seedWith = (index: number, row: unknown) => Object.assign([...seed] as unknown[], { [index]: row });

  test.each(NOT_NUMBERS.map((value) => [value]))("%s in place of a priority", (value) => {
    const row = Object.assign([...(seed[19] ?? [])] as unknown[], { 5: value });
    expect(verdict(judge(seedWith(19, row)))).toBe(
      "the priority of item 20 at remaining capacity 25 is not a finite number",
    );
  });

  test.each([
    ["no table", 7],
    ["99 rows", seed.slice(1)],
    ["101 rows", [...seed, [0]]],
    ["a short row", seedWith(0, (seed[0] ?? []).slice(1))],
    ["a long row", seedWith(99, [0, 0])],
    ["no row", seedWith(0, "row")],
    ["holes", new Array(100)],
    ["a claimed score", { table: seed, score: 0 }],
  ])("%s", (_, output) => {
    expect(judge(output)).toEqual({ invalid: expect.stringMatching(/expected/) });
  });

  test("inputs that name no instances", () => {
    for (const input of [null, {}, { instances: "toString" }, { instances: 1 }]) {
      expect(judgeAll([seed], [input])).toEqual({ invalid: "input 0 names no set of instances" });
    }
    expect(judgeAll([], [])).toEqual({ invalid: "expected at least one output" });
  });
});
