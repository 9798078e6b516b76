import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { emigrantCount, sourcesOf } from "../../islands/index.ts";
import { FIXED } from "./support.ts";

const islands = fc.integer({ min: 1, max: 12 });

/** Who sends to whom, as sorted pairs. */
function routes(n: number, topology: Parameters<typeof sourcesOf>[2]): string[] {
  return Array.from({ length: n }, (_, to) =>
    sourcesOf(to, n, topology).map((from) => `${from}>${to}`),
  ).flat();
}

describe("migration", () => {
  it.each(["ring", "star", "complete", "none"] as const)(
    "%s: sources are others, ascending, without repeats",
    (topology) => {
      fc.assert(
        fc.property(islands, (n) => {
          for (let island = 0; island < n; island++) {
            const sources = sourcesOf(island, n, topology);
            expect(sources).toEqual([...new Set(sources)].sort((a, b) => a - b));
            expect(sources).not.toContain(island);
            for (const source of sources) expect(source >= 0 && source < n).toBe(true);
          }
        }),
        { ...FIXED, numRuns: 40 },
      );
    },
  );

  it("ring visits every island once; star meets at island 0; complete is everybody; none is nobody", () => {
    fc.assert(
      fc.property(islands, (n) => {
        expect(routes(n, "none")).toEqual([]);
        expect(routes(n, "complete")).toHaveLength(n * (n - 1));
        expect(routes(n, "star")).toHaveLength(2 * (n - 1));
        for (const route of routes(n, "star")) expect(route.split(">")).toContain("0");
        let at = 0;
        const visited = new Set<number>();
        for (let i = 0; i < n; i++) {
          visited.add(at);
          at = sourcesOf(at, n, "ring")[0] ?? at;
        }
        expect(visited.size).toBe(n);
        expect(at).toBe(0);
      }),
      { ...FIXED, numRuns: 40 },
    );
  });

  it.each([
    [4, "ring", ["3>0", "0>1", "1>2", "2>3"]],
    [2, "ring", ["1>0", "0>1"]],
    [1, "ring", []],
    [3, "star", ["1>0", "2>0", "0>1", "0>2"]],
  ] as const)("%d islands, %s", (n, topology, expected) => {
    expect(routes(n, topology)).toEqual(expected);
  });

  it("sends at least one elite when anybody is to go, never more than there are", () => {
    fc.assert(
      fc.property(fc.nat(5000), fc.double({ min: 0, max: 1, noNaN: true }), (elites, rate) => {
        const count = emigrantCount(elites, rate);
        expect(count).toBeLessThanOrEqual(elites);
        expect(count === 0).toBe(elites === 0 || rate === 0);
      }),
      { ...FIXED, numRuns: 40 },
    );
    expect(emigrantCount(200, 0.05)).toBe(10);
  });
});
