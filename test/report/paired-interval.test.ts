import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { medianOf, pairedInterval, quantileOf } from "../../src/report/index.ts";

/** P(B ≤ k) for B binomial (n, ½), by adding up binomial coefficients. */
function atMost(n: number, k: number): number {
  let [sum, choose] = [0, 1];
  for (let i = 0; i <= k; i++) {
    sum += choose;
    choose = (choose * (n - i)) / (i + 1);
  }
  return sum / 2 ** n;
}

describe("the interval of a median of pairs", () => {
  it("takes the narrowest order statistics that cover 95 %, and says what fewer than six pairs can give", () => {
    expect(pairedInterval([])).toBeNull();
    expect(pairedInterval([3])).toEqual({ median: 3, low: 3, high: 3, level: 0 });
    expect(pairedInterval([4, 1, 2, 5, 3])).toEqual({ median: 3, low: 1, high: 5, level: 0.9375 });
    // the table of Conover's sign test: n = 10 gives the 2nd and the 9th, n = 20 the 6th and the 15th
    expect(pairedInterval(Array.from({ length: 10 }, (_, i) => i + 1))).toMatchObject({ low: 2, high: 9 });
    expect(pairedInterval(Array.from({ length: 20 }, (_, i) => i + 1))).toMatchObject({ low: 6, high: 15 });
  });

  it("states its true coverage for every number of pairs", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), (n) => {
        const found = pairedInterval(Array.from({ length: n }, (_, i) => i + 1));
        const k = found?.low ?? 0;
        expect(found?.high).toBe(n + 1 - k);
        expect(found?.level).toBeCloseTo(1 - 2 * atMost(n, k - 1), 9);
        if (n >= 6) expect(found?.level).toBeGreaterThanOrEqual(0.95);
        // one step narrower would not do
        expect(1 - 2 * atMost(n, k)).toBeLessThan(0.95);
      }),
      { seed: 9, numRuns: 200 },
    );
  });

  it("medians and quartiles", () => {
    expect(medianOf([1, 2, 10])).toBe(2);
    expect(medianOf([1, 2, 3, 10])).toBe(2.5);
    expect(quantileOf([0, 10], 0.25)).toBe(2.5);
    expect(medianOf([1, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY])).toBe(Number.POSITIVE_INFINITY);
  });
});
