import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { armOf, isWithheld, measurableShare } from "../../src/memory/index.ts";

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
