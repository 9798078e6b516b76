import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomStream } from "../../src/core/index.ts";
import {
  assemble,
  completeSettings,
  createEngine,
  drqFitness,
  drqPositions,
  evaluateDrq,
  type Warrior,
} from "../../src/corewar/index.ts";

function warriorOf(source: string): Warrior {
  const assembly = assemble(source, { settings: completeSettings() });
  if (assembly.status === "error") throw new Error(JSON.stringify(assembly.errors));
  return assembly.warrior;
}

/** The formula term by term. */
function slowFitness(deaths: readonly (number | null)[], warrior: number, cycles: number): number {
  let sum = 0;
  for (let cycle = 1; cycle <= cycles; cycle++) {
    const alive = deaths.map((death) => death === null || death > cycle);
    if (alive[warrior]) sum += 1 / alive.filter(Boolean).length;
  }
  return (deaths.length * sum) / cycles;
}

const deathsOf = (cycles: number): fc.Arbitrary<(number | null)[]> =>
  fc.array(fc.option(fc.integer({ min: 1, max: cycles })), { minLength: 1, maxLength: 8 });

describe("DRQ's fitness", () => {
  it("is 1 for an even share, and N where the opponents die at once", () => {
    expect(drqFitness([null, null], 0, 80000)).toBe(1);
    expect(drqFitness([null, 1, 1, 1], 0, 80000)).toBeCloseTo(4, 12);
    // One against one: the winner gets 2 − k/T when the other lived k cycles.
    expect(drqFitness([null, 20001], 0, 80000)).toBeCloseTo(2 - 20000 / 80000, 12);
    expect(drqFitness([null, 20001], 1, 80000)).toBeCloseTo(20000 / 80000, 12);
  });

  it("is the sum over cycles that the paper writes", () => {
    fc.assert(
      fc.property(deathsOf(60), (deaths) => {
        for (const index of deaths.keys()) {
          expect(drqFitness(deaths, index, 60)).toBeCloseTo(slowFitness(deaths, index, 60), 10);
        }
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it("adds up to N times the share of cycles with somebody alive", () => {
    fc.assert(
      fc.property(deathsOf(60), (deaths) => {
        const sum = deaths.reduce<number>((total, _, index) => total + drqFitness(deaths, index, 60), 0);
        const last = Math.max(...deaths.map((death) => (death === null ? 60 : death - 1)));
        expect(sum).toBeCloseTo((deaths.length * last) / 60, 10);
      }),
      { seed: 2, numRuns: 300 },
    );
  });
});

describe("evaluation against many", () => {
  it("places each warrior in its own segment, away from the next", () => {
    const settings = completeSettings({ warriors: 5 });
    for (let draw = 0; draw < 100; draw++) {
      const positions = drqPositions([1, 100, 20, 5, 50], settings, randomStream("test", draw));
      for (const [index, position] of positions.entries()) {
        expect(position).toBeGreaterThanOrEqual(index * 1600);
        expect(position + [1, 100, 20, 5, 50][index]! + 100).toBeLessThanOrEqual((index + 1) * 1600);
      }
    }
  });

  for (const kind of ["javascript", "webassembly"] as const) {
    it(`${kind}: an imp among suicides gets nearly everything, and is described`, () => {
      const settings = completeSettings({ warriors: 4, maxCycles: 1000 });
      const engine = createEngine(settings, kind);
      const dead = warriorOf("dat 0");
      const verdict = evaluateDrq(engine, warriorOf("mov.i 0, 1"), [dead, dead, dead], 3);
      expect(verdict.fitness).toBeCloseTo(4, 12);
      expect(verdict.survived).toEqual([1, 0, 0, 0]);
      expect(verdict.behaviour).toMatchObject({ threadsSpawned: 0, programLength: 1, distinctOpcodes: 1 });
      expect(verdict.behaviour.memoryCovered).toBeGreaterThan(990);
    });
  }
});
