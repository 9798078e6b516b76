import { describe, expect, it } from "vitest";
import duels from "../../problems/core-war/duels.ts";
import { type Course, type Duel, race } from "../../problems/core-war/race.ts";

const duel = (wins: number): Duel => ({ wins, losses: 10 - wins, ties: 0 });
const course = (more: Partial<Course>): Course => ({
  opponents: 6,
  heats: 2,
  rounds: 10,
  pace: [0.9, 0.8, 0.7, 0.9, 0.8, 0.7, 0.7, 0.6, 0.5, 0.7, 0.6, 0.5],
  fight: () => duel(8),
  worth: ({ wins }) => wins / 10,
  ...more,
});

describe("a race against a pace", () => {
  it("has all heats for who keeps up", () => {
    const { duels, met, worth } = race(course({ fight: () => duel(9) }));
    expect(met).toBe(12);
    expect(duels).toEqual(Array.from({ length: 12 }, () => duel(9)));
    expect(worth).toBeCloseTo(0.9);
  });

  it("ends after a heat for who is behind, and judges by the difference", () => {
    const { duels, met, worth } = race(course({ fight: () => duel(7) }));
    expect(met).toBe(6);
    expect(duels).toHaveLength(6);
    // the pace is 0.8 in the first heat and 0.7 over both
    expect(worth).toBeCloseTo(0.6);
  });

  it("ends at once for who is hopelessly behind; what was not fought counts as lost", () => {
    const { duels, met, worth } = race(course({ fight: () => duel(2) }));
    expect(met).toBe(2);
    expect(duels).toEqual([duel(2), duel(2), duel(0), duel(0), duel(0), duel(0)]);
    expect(worth).toBe(0);
  });

  it("bears with one bad duel", () => {
    const { met } = race(course({ fight: (opponent) => duel(opponent === 0 ? 0 : 10) }));
    expect(met).toBe(12);
  });

  it("is not held without a pace: all heats for everybody", () => {
    expect(race(course({ pace: null, fight: () => duel(0) })).met).toBe(12);
  });
});

describe("the evaluator of corewar optimise", () => {
  const stone = "spl #0, #0\nmov.i 3, @2\nadd.ab #3044, 1\njmp -2, 3045\ndat <2667, <5334";
  const opponents = Array.from({ length: 8 }, (_, index) => `nop ${index}\njmp -1`);
  const rules = { coreSize: 8000, maxCycles: 8000 };
  const score = (source: string, more: Record<string, unknown>) =>
    duels([source], {
      inputs: [{ rules, opponents, rounds: 4, together: false, aim: "points", ...more }],
    } as never);

  it("lets the rival itself fight in all heats", async () => {
    expect(await score(stone, { rival: stone })).toMatchObject({ metrics: { met: 24, beaten: 8 } });
    expect(await score(stone, {})).toMatchObject({ metrics: { met: 8, beaten: 8 } });
  });

  it("does not fight all opponents for a warrior that loses", async () => {
    const full = await score("dat 0, 0", {});
    const short = await score("dat 0, 0", { rival: stone });
    expect(full).toMatchObject({ score: 0, metrics: { met: 8 } });
    expect(short).toMatchObject({ metrics: { met: 2, losses: 32 } });
  });
});
