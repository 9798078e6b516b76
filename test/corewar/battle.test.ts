import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  assemble,
  completeSettings,
  createEngine,
  CycleClock,
  points,
  runBattle,
  type Warrior,
} from "../../src/corewar/index.ts";

const settings = completeSettings();

function warriorOf(source: string): Warrior {
  const assembly = assemble(source, { settings });
  if (assembly.status === "error") throw new Error(JSON.stringify(assembly.errors));
  return assembly.warrior;
}

const IMP = warriorOf(";name Imp\nmov.i 0, 1");
const SUICIDE = warriorOf(";name Suicide\ndat 0");

describe("battles", () => {
  it("rotate the first mover and score as pMARS does", () => {
    const result = runBattle(createEngine(settings), {
      warriors: [IMP, SUICIDE],
      rounds: 3,
      positions: [4000],
    });
    expect(result.warriors).toEqual([
      { name: "Imp", length: 1, wins: 3, losses: 0, ties: 0, score: 9 },
      { name: "Suicide", length: 1, wins: 0, losses: 3, ties: 0, score: 0 },
    ]);
    expect(
      result.results.map(({ round, first, winner, cycles, instructions }) => [
        round,
        first,
        winner,
        cycles,
        instructions,
      ]),
    ).toEqual([
      [1, 0, 0, 1, 2],
      [2, 1, 0, 1, 1],
      [3, 0, 0, 1, 2],
    ]);
  });

  it("share points among survivors by (W² − 1) / S", () => {
    expect([points(2, 1), points(2, 2), points(3, 1), points(3, 2), points(10, 4), points(5, 0)]).toEqual([
      3, 1, 8, 4, 24, 0,
    ]);
    const rules = completeSettings({ warriors: 3, maxCycles: 100 });
    const { warriors } = runBattle(createEngine(rules), { warriors: [IMP, IMP, SUICIDE] });
    expect(warriors.map(({ score, ties, losses }) => [score, ties, losses])).toEqual([
      [4, 1, 0],
      [4, 1, 0],
      [0, 0, 1],
    ]);
  });

  it("are the same for the same seed, and differ for another", () => {
    const fight = (seed: number) =>
      runBattle(createEngine(settings), { warriors: [IMP, IMP], rounds: 3, seed, hashCore: true });
    expect(fight(5)).toEqual(fight(5));
    expect(fight(5).results[0]?.positions).not.toEqual(fight(6).results[0]?.positions);
  });

  it("refuse warriors that are too long and rounds that are none", () => {
    const nano = createEngine(completeSettings({ coreSize: 80, maxLength: 5 }));
    const long = warriorOf("for 6\nnop 0\nrof");
    expect(() => runBattle(nano, { warriors: [long, IMP] })).toThrow("has 6 instructions; expected 1 to 5");
    expect(() => runBattle(createEngine(settings), { warriors: [IMP, IMP], rounds: 0 })).toThrow(
      "rounds: expected",
    );
  });

  it("settings are checked, with the name of the wrong one", () => {
    expect(() => completeSettings({ maxCycles: 0 })).toThrow("cycles: expected a whole number from 1");
    expect(() => completeSettings({ coreSize: 1.5 })).toThrow("core size");
    expect(() => completeSettings({ maxLength: 200, minDistance: 100 })).toThrow("distance");
    expect(completeSettings({ coreSize: 55440 }).pSpaceSize).toBe(3465);
    expect(completeSettings({ coreSize: 97 }).pSpaceSize).toBe(97);
  });
});

describe("the cycle clock", () => {
  it("counts as if every turn were looked at", () => {
    // Warriors die in given turns; a slow clock walks every turn of every cycle.
    const game = fc.record({
      warriors: fc.integer({ min: 1, max: 6 }),
      fates: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 80 }),
    });
    fc.assert(
      fc.property(game, ({ warriors, fates }) => {
        const clock = new CycleClock(warriors);
        let living = Array.from({ length: warriors }, (_, index) => index);
        let [cycle, turn] = [1, 0];
        for (const fate of fates) {
          if (living.length === 0) return;
          if (turn >= living.length) [cycle, turn] = [cycle + 1, 0];
          clock.executed(1);
          expect(clock.cycle).toBe(cycle);
          if (fate === 0) {
            expect(clock.death()).toBe(cycle);
            living = living.toSpliced(turn, 1);
            expect(clock.alive).toBe(living.length);
          } else turn++;
        }
      }),
      { seed: 11, numRuns: 500 },
    );
  });
});
