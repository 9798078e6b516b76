import fc from "fast-check";
import { expect, it } from "vitest";
import { shareOf, totalCovering } from "../../src/run/index.ts";

const FIXED = { seed: 20260301, numRuns: 500 };
const islands = fc.integer({ min: 1, max: 50 });

it("shares add up to the total and differ by one at most, the first islands getting more", () => {
  fc.assert(
    fc.property(fc.nat(100_000), islands, (total, n) => {
      const shares = Array.from({ length: n }, (_, island) => shareOf(total, n, island));
      expect(shares.reduce((a, b) => a + b, 0)).toBe(total);
      expect(shares).toEqual([...shares].sort((a, b) => b - a));
      expect((shares[0] as number) - (shares.at(-1) as number)).toBeLessThanOrEqual(1);
    }),
    FIXED,
  );
});

it("an endless total gives endless shares", () => {
  expect(shareOf(Number.POSITIVE_INFINITY, 3, 1)).toBe(Number.POSITIVE_INFINITY);
});

it("the covering total is the smallest whose shares reach what was consumed", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(60), { minLength: 1, maxLength: 12 }), (consumed) => {
      const n = consumed.length;
      const covers = (total: number): boolean =>
        consumed.every((c, island) => shareOf(total, n, island) >= c);
      const total = totalCovering(consumed);
      expect(covers(total)).toBe(true);
      if (total > 0) expect(covers(total - 1)).toBe(false);
    }),
    FIXED,
  );
});

it("covering what a total was split into gives that total back", () => {
  fc.assert(
    fc.property(fc.nat(10_000), islands, (total, n) => {
      expect(totalCovering(Array.from({ length: n }, (_, island) => shareOf(total, n, island)))).toBe(total);
    }),
    FIXED,
  );
});
