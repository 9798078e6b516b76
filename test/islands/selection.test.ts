import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Archive, Grid } from "../../islands/index.ts";
import { SELECTION_NAMES, SELECTION_POLICIES, type SelectionView } from "../../islands/selection/index.ts";
import { objectiveOf, randomStream } from "../../src/core/index.ts";
import { anyElites, elite, FIXED } from "./support.ts";

/** Expected share of each index, best first: the published formulas, computed naively. */
const FORMULAS: { readonly [name: string]: (n: number, tau: number) => number[] } = {
  // P ∝ exp(R/τ), R = (rank − 1)/(n − 1), the best at R = 1
  boltzmann: (n, tau) =>
    normalised(Array.from({ length: n }, (_, i) => Math.exp((n === 1 ? 0 : (n - 1 - i) / (n - 1)) / tau))),
  rank: (n) => normalised(Array.from({ length: n }, (_, i) => n - i)),
  uniform: (n) => Array.from({ length: n }, () => 1 / n),
};

/** A view in which nothing but the ranks and the temperature tells elites apart. */
function viewOf(size: number, temperature: number): SelectionView {
  const ranking = new Array(size).fill(elite(0, 0, 1));
  return {
    ranking,
    direction: "maximise",
    aims: [],
    temperature,
    stale: 0,
    visits: () => 0,
    descendants: () => ({ born: 0, improved: 0 }),
    niche: () => 0,
    hits: () => 0,
  };
}

function normalised(weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight) => weight / sum);
}

describe.each(SELECTION_NAMES)("the selection policy %s", (name) => {
  const { select } = SELECTION_POLICIES[name];

  it("draws an index of the ranking, for any size, temperature and draw", () => {
    const draws = fc.oneof(
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      fc.constantFrom(0, 1 - 2 ** -32),
    );
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000 }),
        fc.double({ min: 1e-9, max: 3000, noNaN: true }),
        draws,
        (size, temperature, draw) => {
          const random = {
            ...randomStream("unused"),
            next: () => draw,
            int: (n: number) => Math.floor(draw * n),
          };
          const index = select(viewOf(size, temperature), random);
          expect(Number.isInteger(index) && index >= 0 && index < size).toBe(true);
        },
      ),
      { ...FIXED, numRuns: 1000 },
    );
  });

  it("takes the only elite there is", () => {
    expect(select(viewOf(1, 0.2), randomStream("one"))).toBe(0);
  });
});

describe.each(Object.entries(FORMULAS))("the published policy %s", (name, formula) => {
  const { select } = SELECTION_POLICIES[name as keyof typeof SELECTION_POLICIES];

  it.each([
    [1, 0.2],
    [2, 0.2],
    [7, 0.05],
    [20, 0.2],
    [20, 1],
    [60, 5],
    [60, 1000],
  ])("draws %d elites at τ = %d as often as its formula says", (size, temperature) => {
    const draws = 40_000;
    const view = viewOf(size, temperature);
    const counts = new Array<number>(size).fill(0);
    const random = randomStream("frequencies", name, size, temperature);
    for (let i = 0; i < draws; i++) (counts[select(view, random)] as number)++;
    const expected = formula(size, temperature).map((share) => share * draws);
    // Pearson's χ², classes with fewer than 5 expected draws taken together
    const rare = { seen: 0, due: 0 };
    let chi = 0;
    let classes = 0;
    for (const [i, due] of expected.entries()) {
      if (due < 5) {
        rare.due += due;
        rare.seen += counts[i] as number;
      } else {
        chi += ((counts[i] as number) - due) ** 2 / due;
        classes++;
      }
    }
    if (rare.due >= 5) {
      chi += (rare.seen - rare.due) ** 2 / rare.due;
      classes++;
    }
    // the 99.99 % point of χ², Wilson & Hilferty 1931
    const free = Math.max(1, classes - 1);
    const bound = free * (1 - 2 / (9 * free) + 3.72 * Math.sqrt(2 / (9 * free))) ** 3;
    expect(chi).toBeLessThan(bound);
  });

  it("does not change its choice when scores are shifted or stretched", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("maximise" as const, "minimise" as const),
        anyElites(),
        fc.integer({ min: -1000, max: 1000 }),
        fc.integer({ min: -20, max: 20 }),
        fc.double({ min: 0.01, max: 10, noNaN: true }),
        (direction, candidates, shift, power, temperature) => {
          const dims = [{ name: "f0", range: [-20, 20] as const, bins: 12 }];
          const fill = (scale: (score: number) => number): Archive => {
            const archive = new Archive(Grid.create(dims), objectiveOf(direction).order);
            for (const one of candidates) archive.insert({ ...one, score: scale(one.score) });
            return archive;
          };
          const plain = fill((score) => score);
          // powers of two are exact in floating point, so that no tie is made or broken by rounding
          const moved = fill((score) => score * 2 ** power + shift * 2 ** power);
          const chosen = (archive: Archive, k: number): string | undefined =>
            archive.ranking[
              select({ ...viewOf(1, temperature), ranking: archive.ranking }, randomStream("affine", k))
            ]?.source;
          for (let k = 0; k < 20; k++) expect(chosen(moved, k)).toBe(chosen(plain, k));
        },
      ),
      FIXED,
    );
  });
});

it("Boltzmann selection grows greedier as it cools, and uniform as it heats", () => {
  const share = (temperature: number): number => {
    const random = randomStream("greed", temperature);
    const view = viewOf(10, temperature);
    let best = 0;
    for (let i = 0; i < 4000; i++) if (SELECTION_POLICIES.boltzmann.select(view, random) === 0) best++;
    return best / 4000;
  };
  expect(share(0.01)).toBeGreaterThan(0.99);
  expect(share(0.2)).toBeGreaterThan(share(0.6));
  expect(share(1000)).toBeCloseTo(0.1, 1);
});
