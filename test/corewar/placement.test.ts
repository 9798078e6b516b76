import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { completeSettings, createPlacement, nextSeed } from "../../src/corewar/index.ts";

describe("placement", () => {
  it("follows pMARS's generator after a fixed first position", () => {
    const placement = createPlacement({ settings: completeSettings(), positions: [4000] });
    const positions = Array.from({ length: 6 }, () => placement.next()[1]);
    expect(positions).toEqual([4000, 3398, 1376, 5987, 5790, 3395]);
  });

  it("the generator is Park and Miller's", () => {
    let seed = 1;
    for (let step = 0; step < 10_000; step++) seed = nextSeed(seed);
    // The check value of their paper.
    expect(seed).toBe(1043618065);
  });

  it("keeps any number of warriors apart, whatever the seed", () => {
    const any = fc.record({
      warriors: fc.integer({ min: 2, max: 20 }),
      minDistance: fc.integer({ min: 1, max: 60 }),
      coreSize: fc.integer({ min: 1200, max: 9000 }),
      seed: fc.integer({ min: 0, max: 2 ** 31 }),
    });
    fc.assert(
      fc.property(any, ({ seed, ...partial }) => {
        const settings = completeSettings({ ...partial, maxLength: 1 });
        const placement = createPlacement({ settings, seed });
        for (let round = 0; round < 3; round++) {
          const positions = placement.next().sort((a, b) => a - b);
          expect(positions[0]).toBe(0);
          const gaps = positions.map((at, index) => (positions[index + 1] ?? settings.coreSize) - at);
          expect(Math.min(...gaps)).toBeGreaterThanOrEqual(settings.minDistance);
        }
      }),
      { seed: 3, numRuns: 300 },
    );
  });

  it("refuses what cannot be, and says why", () => {
    const settings = completeSettings();
    expect(() => createPlacement({ settings, positions: [50] })).toThrow("stand 50 cells apart");
    expect(() => createPlacement({ settings, positions: [7950] })).toThrow("stand 50 cells apart");
    expect(() => createPlacement({ settings, positions: [8000] })).toThrow("from 0 to 7999");
    expect(() => createPlacement({ settings, positions: [1000, 2000, 3000] })).toThrow(
      "3 positions were given for 2 warriors",
    );
    expect(() => createPlacement({ settings: completeSettings({ warriors: 64, minDistance: 200 }) })).toThrow(
      "do not fit",
    );
  });
});
