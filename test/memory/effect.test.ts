import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomStream } from "../../src/core/index.ts";
import {
  armOf,
  isWithheld,
  measurableShare,
  meanDifference,
  newcombe,
  wilson,
} from "../../src/memory/index.ts";

describe("the control arm", () => {
  it("takes exactly its share of every block of steps, drawn by name", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 8 }), fc.nat(7), (seed, island) => {
        const arms = Array.from({ length: 200 }, (_, step) => armOf(seed, island, step, 0.1));
        for (let block = 0; block < 20; block++) {
          const inBlock = arms.slice(10 * block, 10 * block + 10);
          expect(inBlock.filter((arm) => arm === "control")).toHaveLength(1);
        }
        expect(Array.from({ length: 200 }, (_, step) => armOf(seed, island, step, 0.1))).toEqual(arms);
      }),
      { seed: 1, numRuns: 20 },
    );
    expect(armOf("1", 0, 5, 0)).toBe("memory");
  });

  it("is off where even a large effect could not be told from chance", () => {
    expect(measurableShare(40, 0.1)).toBe(0);
    expect(measurableShare(100, 0.1)).toBe(0);
    expect(measurableShare(1000, 0.1)).toBe(0.1);
    expect(measurableShare(1000, 0)).toBe(0);
  });

  it("keeps half of the steps from a lesson on probation, and its share from any other", () => {
    const kept = (state: string, share: number) =>
      Array.from({ length: 1000 }, (_, step) =>
        isWithheld("1", { island: 0, step }, { id: "b1-l0", state }, share),
      ).filter(Boolean).length;
    expect(kept("probation", 0.1)).toBeGreaterThan(440);
    expect(kept("probation", 0.1)).toBeLessThan(560);
    expect(kept("active", 0.1)).toBeGreaterThan(70);
    expect(kept("active", 0.1)).toBeLessThan(130);
    expect(kept("active", 0)).toBe(0);
    // without it a new pattern would never be judged
    expect(kept("probation", 0)).toBeGreaterThan(440);
  });
});

describe("intervals", () => {
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
