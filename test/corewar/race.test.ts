import { describe, expect, it } from "vitest";
import duels from "../../problems/core-war/duels.ts";
import { type Course, type Duel, race } from "../../problems/core-war/race.ts";

const duel = (wins: number): Duel => ({ wins, losses: 10 - wins, ties: 0 });
const course = (more: Partial<Course>): Course => ({
  opponents: 6,
  heats: 2,
  // 0.8 in the first heat, 0.6 in the second
  pace: { worth: 0.7, fight: (_, heat) => duel(heat === 0 ? 8 : 6) },
  fight: () => duel(8),
  worth: ({ wins, losses }) => wins / (wins + losses),
  ...more,
});

describe("a race against a pace", () => {
  it("has all heats for who keeps up", () => {
    const { duels, met, isComplete, worth } = race(course({ fight: () => duel(9) }));
    expect([met, isComplete]).toEqual([12, true]);
    expect(duels).toEqual(Array.from({ length: 6 }, () => ({ wins: 18, losses: 2, ties: 0 })));
    expect(worth).toBeCloseTo(0.9);
  });

  it("ends after a heat for who is behind, and judges by the difference", () => {
    const { duels, met, isComplete, worth } = race(course({ fight: () => duel(7) }));
    expect([met, duels.length, isComplete]).toEqual([6, 6, false]);
    expect(worth).toBeCloseTo(0.6);
  });

  it("ends soon for who is hopelessly behind, who is worth less than the pace", () => {
    const { met, isComplete, worth } = race(course({ fight: () => duel(0) }));
    expect([met, isComplete]).toEqual([2, false]);
    expect(worth).toBeLessThan(0.7);
  });

  it("ends after a heat for who is exactly as good, who is worth a little less", () => {
    const { met, worth } = race(course({ fight: () => duel(8) }));
    expect(met).toBe(6);
    expect(worth).toBeLessThan(0.7);
    expect(worth).toBeGreaterThan(0.6999);
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
  const score = (source: string, more: object = {}) =>
    duels([source], {
      inputs: [{ rules, opponents, rounds: 4, together: false, aim: "points" }],
      seed: 1,
      ...more,
    });

  it("meets all opponents in all heats where nobody sets the pace", async () => {
    expect(await score(stone)).toMatchObject({
      metrics: { met: 32, beaten: 8 },
      artifacts: { unbeaten: [] },
    });
    expect(await score("dat 0, 0")).toMatchObject({ score: 0, metrics: { met: 32 } });
  });

  it("fights at places that its seed decides, and names whom it did not beat", async () => {
    const rival = ";name Rival\nspl #0, #0\nmov.i 3, @2\nadd.ab #2668, 1\njmp -2, 2669\ndat 0, 0";
    const against = { inputs: [{ rules, opponents: [rival], rounds: 8, together: false, aim: "points" }] };
    const verdicts = await Promise.all([1, 1, 2, 3, 4].map((seed) => score(stone, { ...against, seed })));
    expect(verdicts[1]).toEqual(verdicts[0]);
    expect(new Set(verdicts.map((verdict) => JSON.stringify(verdict))).size).toBeGreaterThan(2);
    expect(await score("dat 0, 0", against)).toMatchObject({
      artifacts: { unbeaten: [0], notWon: [expect.stringMatching(/^Rival: 0 won, \d+ lost, 0 tied$/)] },
    });
  });

  it("does not meet all opponents for a warrior that loses to its parent's pace, and gives it less", async () => {
    const parent = await score(stone);
    if (!("score" in parent)) throw new Error("the stone has a score");
    const child = await score("dat 0, 0", { rival: { source: stone, score: parent.score } });
    if (!("score" in child)) throw new Error("the child has a score");
    expect(child.metrics?.met).toBeLessThan(8);
    expect(child.score).toBeLessThan(parent.score);
    expect(child.artifacts).toBeUndefined();
  });
});
