import { describe, expect, it } from "vitest";
import duels from "../../problems/core-war/duels.ts";
import { type Duel, race } from "../../problems/core-war/race.ts";

const worth = ({ wins }: Duel): number => wins / 10;
const duel = (wins: number): Duel => ({ wins, losses: 10 - wins, ties: 0 });

describe("a race against a pace", () => {
  const pace = [0.9, 0.8, 0.7, 0.9, 0.8, 0.7];

  it("goes on to the end for who keeps up", () => {
    const { duels, met } = race(6, 10, pace, () => duel(8), worth);
    expect(met).toBe(6);
    expect(duels).toEqual(Array.from({ length: 6 }, () => duel(8)));
  });

  it("ends for who is hopelessly behind, and what was not fought counts as lost", () => {
    const { duels, met } = race(6, 10, pace, () => duel(1), worth);
    expect(met).toBe(2);
    expect(duels).toEqual([duel(1), duel(1), duel(0), duel(0), duel(0), duel(0)]);
  });

  it("bears with one bad duel", () => {
    const { met } = race(6, 10, pace, (opponent) => duel(opponent === 0 ? 2 : 8), worth);
    expect(met).toBe(6);
  });

  it("is not held without a pace", () => {
    expect(race(6, 10, null, () => duel(0), worth).met).toBe(6);
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

  it("scores the rival itself as without a race", async () => {
    expect(await score(stone, { rival: stone })).toEqual(await score(stone, {}));
  });

  it("does not fight all opponents for a warrior that loses", async () => {
    const full = await score("dat 0, 0", {});
    const short = await score("dat 0, 0", { rival: stone });
    expect(full).toMatchObject({ score: 0, metrics: { met: 8 } });
    expect(short).toMatchObject({ score: 0, metrics: { met: 2, losses: 32 } });
  });
});
