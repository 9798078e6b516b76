import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NicheWindow, temperatureAt } from "../../islands/index.ts";
import { DEFAULT_CONFIG } from "../../src/config/index.ts";
import { FIXED } from "./support.ts";

/** Normalised Shannon entropy of the last 256 niches, as one would write it first. */
function naive(all: readonly number[], cells: number): number {
  const recent = all.slice(-256);
  if (recent.length < 16 || cells < 2) return 1;
  const counts = new Map<number, number>();
  for (const cell of recent) counts.set(cell, (counts.get(cell) ?? 0) + 1);
  let entropy = 0;
  for (const count of counts.values()) entropy -= (count / recent.length) * Math.log(count / recent.length);
  return entropy / Math.log(Math.min(recent.length, cells));
}

const niches = fc.integer({ min: 2, max: 400 }).chain((cells) =>
  fc.record({
    cells: fc.constant(cells),
    all: fc.array(fc.nat(cells - 1), { maxLength: 700, size: "max" }),
  }),
);

describe("the window of recent niches", () => {
  it("has the entropy that a plain computation finds", () => {
    fc.assert(
      fc.property(niches, ({ cells, all }) => {
        const window = new NicheWindow();
        for (const cell of all) window.add(cell);
        expect(window.entropy(cells)).toBeCloseTo(naive(all, cells), 10);
      }),
      FIXED,
    );
  });

  it("goes on to the last bit when it is made again from the last 256 niches", () => {
    fc.assert(
      fc.property(niches, fc.double({ min: 0, max: 1, noNaN: true }), ({ cells, all }, share) => {
        const stop = Math.floor(all.length * share);
        const whole = new NicheWindow();
        for (const cell of all.slice(0, stop)) whole.add(cell);
        const restored = new NicheWindow(all.slice(0, stop).slice(-256));
        expect(restored.entropy(cells)).toBe(whole.entropy(cells));
        for (const cell of all.slice(stop)) {
          whole.add(cell);
          restored.add(cell);
          expect(restored.entropy(cells)).toBe(whole.entropy(cells));
        }
      }),
      { ...FIXED, numRuns: 50 },
    );
  });

  it("says 0 for one niche, 1 for all alike, and 1 before 16 results", () => {
    const one = new NicheWindow(new Array(300).fill(7));
    expect(one.entropy(50)).toBe(0);
    const even = new NicheWindow(Array.from({ length: 200 }, (_, i) => i % 50));
    expect(even.entropy(50)).toBeCloseTo(1, 12);
    expect(new NicheWindow(new Array(15).fill(7)).entropy(50)).toBe(1);
    expect(new NicheWindow(new Array(16).fill(7)).entropy(50)).toBe(0);
    expect(new NicheWindow(new Array(300).fill(0)).entropy(1)).toBe(1);
  });
});

describe("the temperature", () => {
  const { selection } = DEFAULT_CONFIG;

  it("is τ_base·(1 + α·e^(−βH)) and falls as the niches spread", () => {
    const entropy = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(entropy, entropy, (a, b) => {
        const { temperature, alpha, beta } = selection;
        expect(temperatureAt(a, selection)).toBe(temperature * (1 + alpha * Math.exp(-beta * a)));
        if (a < b) expect(temperatureAt(a, selection)).toBeGreaterThanOrEqual(temperatureAt(b, selection));
      }),
      FIXED,
    );
  });

  it("is at least twice as hot for a collapsed archive as for a diverse one", () => {
    const collapsed = new NicheWindow(new Array(256).fill(3)).entropy(100);
    const diverse = new NicheWindow(Array.from({ length: 256 }, (_, i) => i % 100)).entropy(100);
    expect(temperatureAt(collapsed, selection)).toBeGreaterThan(2 * temperatureAt(diverse, selection));
  });
});
