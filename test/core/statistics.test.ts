import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  halfWidthOfMean,
  mean,
  meanDifference,
  meanInterval,
  median,
  medianInterval,
  newcombe,
  pairedInterval,
  quantile,
  randomStream,
  shiftInterval,
  studentQuantile,
  wilson,
} from "../../src/core/index.ts";

describe("the interval of a mean", () => {
  it("takes the quantiles of Student's t that tables publish", () => {
    // NIST/SEMATECH e-Handbook of Statistical Methods, table 1.3.6.7.2, column 0.975
    const published = [
      [1, 12.706],
      [2, 4.303],
      [5, 2.571],
      [10, 2.228],
      [30, 2.042],
      [31, 2.04],
      [35, 2.03],
      [40, 2.021],
      [50, 2.009],
      [60, 2.0],
      [80, 1.99],
      [100, 1.984],
    ] as const;
    for (const [degrees, quantile] of published)
      expect([degrees, studentQuantile(degrees).toFixed(3)]).toEqual([degrees, quantile.toFixed(3)]);
    expect(studentQuantile(1e9)).toBeCloseTo(1.96, 3);
  });

  it("falls with every further degree of freedom, also where the table ends", () => {
    for (let degrees = 1; degrees < 200; degrees++)
      expect(studentQuantile(degrees + 1)).toBeLessThan(studentQuantile(degrees));
  });

  it("is Student's, cut where values end", () => {
    const interval = meanInterval([1, 2, 3, 4, 5]);
    expect([interval.mean, interval.low, interval.high].map((value) => value.toFixed(3))).toEqual([
      "3.000",
      "1.037",
      "4.963",
    ]);
    expect(meanInterval([7])).toEqual({ mean: 7, low: 7, high: 7 });
    expect(meanInterval([0, 1], [0, 1])).toEqual({ mean: 0.5, low: 0, high: 1 });
  });

  it("of one value is as wide as can be", () => {
    expect(halfWidthOfMean([1])).toBe(Number.POSITIVE_INFINITY);
    expect(mean([])).toBeNaN();
  });
});

describe("the interval of a median", () => {
  it("holds its median, widens with confidence, and is unbounded for too few values", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 1 }), (values) => {
        const [low, high] = medianInterval(values, 0.05);
        const [lower, higher] = medianInterval(values, 0.001);
        const centre = median(values);
        expect(lower <= low && low <= centre && centre <= high && high <= higher).toBe(true);
      }),
      { seed: 20_262, numRuns: 500 },
    );
    expect(medianInterval([1, 2, 3, 4, 5], 0.05)).toEqual([
      Number.NEGATIVE_INFINITY,
      Number.POSITIVE_INFINITY,
    ]);
    // n = 8: 2 · P(Bin(8, ½) < 1) = 0.0078, 2 · P(Bin(8, ½) < 2) = 0.0703
    expect(medianInterval([8, 7, 6, 5, 4, 3, 2, 1], 0.05)).toEqual([1, 8]);
    expect(medianInterval([8, 7, 6, 5, 4, 3, 2, 1], 0.0704)).toEqual([2, 7]);
  });
});

describe("the interval of a symmetric distribution's place", () => {
  it("is that of the signed-rank test, and within the values", () => {
    // n = 5: no sum of ranks is rare enough; n = 6: 2 · P(W < 1) = 2 / 64; n = 8: 2 · P(W < 4) = 10 / 256
    expect(shiftInterval([1, 2, 3, 4, 5], 0.05)).toEqual([
      Number.NEGATIVE_INFINITY,
      Number.POSITIVE_INFINITY,
    ]);
    expect(shiftInterval([6, 5, 4, 3, 2, 1], 0.05)).toEqual([1, 6]);
    // means of two, in order: 1, 1.5, 2, 2, 2.5, …
    expect(shiftInterval([8, 7, 6, 5, 4, 3, 2, 1], 10 / 256)).toEqual([2, 7]);
    expect(shiftInterval([8, 7, 6, 5, 4, 3, 2, 1], 9.9 / 256)).toEqual([2, 7]);
    expect(shiftInterval([8, 7, 6, 5, 4, 3, 2, 1], 2 / 256)).toEqual([1, 8]);
  });

  it("misses the place of normal and of heavy-tailed values no oftener than it says", () => {
    for (const tail of [0, 0.2]) {
      const random = randomStream("place", tail * 10);
      let missed = 0;
      for (let i = 0; i < 1000; i++) {
        const draw = () => random.normal() * (random.next() < tail ? 10 : 1);
        const [low, high] = shiftInterval(Array.from({ length: 16 }, draw), 0.1);
        if (low > 0 || high < 0) missed++;
      }
      expect(missed).toBeGreaterThan(60);
      expect(missed).toBeLessThanOrEqual(125);
    }
  });
});

/** P(B ≤ k) for B binomial (n, ½), by adding up binomial coefficients. */
function atMost(n: number, k: number): number {
  let [sum, choose] = [0, 1];
  for (let i = 0; i <= k; i++) {
    sum += choose;
    choose = (choose * (n - i)) / (i + 1);
  }
  return sum / 2 ** n;
}

describe("the interval of paired differences", () => {
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
    expect(median([1, 2, 10])).toBe(2);
    expect(median([1, 2, 3, 10])).toBe(2.5);
    expect(quantile([0, 10], 0.25)).toBe(2.5);
    expect(median([1, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY])).toBe(Number.POSITIVE_INFINITY);
  });
});

describe("intervals of rates", () => {
  it("agree with published values", () => {
    // Newcombe 1998, table II: 56/70 − 48/80, methods 3 and 10
    expect(wilson({ successes: 81, trials: 263 })).toMatchObject({
      low: expect.closeTo(0.2553, 4),
      high: expect.closeTo(0.3662, 4),
    });
    expect(newcombe({ successes: 56, trials: 70 }, { successes: 48, trials: 80 })).toEqual({
      estimate: expect.closeTo(0.2, 9),
      low: expect.closeTo(0.0524, 4),
      high: expect.closeTo(0.3339, 4),
    });
    expect(newcombe({ successes: 1, trials: 3 }, { successes: 0, trials: 0 })).toBeNull();
  });

  it("hold the true difference about 95 times in 100", () => {
    const random = randomStream("coverage");
    const draw = (rate: number, trials: number) => ({
      successes: Array.from({ length: trials }, () => random.next()).filter((x) => x < rate).length,
      trials,
    });
    let held = 0;
    for (let i = 0; i < 1000; i++) {
      const interval = newcombe(draw(0.25, 180), draw(0.15, 20));
      if (interval && interval.low <= 0.1 && interval.high >= 0.1) held++;
    }
    expect(held).toBeGreaterThan(930);
    expect(held).toBeLessThan(985);
  });

  it("compare costs by their means", () => {
    expect(meanDifference({ count: 4, sum: 8, squares: 18 }, { count: 4, sum: 4, squares: 6 })).toMatchObject(
      {
        estimate: 1,
      },
    );
    expect(meanDifference({ count: 1, sum: 8, squares: 64 }, { count: 4, sum: 4, squares: 6 })).toBeNull();
  });
});
