import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Objective, objectiveOf } from "../../src/core/index.ts";
import type { NumberSearch, SavedSearch } from "../../src/operators/tuning/number-search.ts";
import {
  afterLap as afterLapBy,
  entrantsFor,
  openRace,
  type Race,
  restoreRace,
} from "../../src/operators/tuning/race.ts";
import { RACES } from "../../src/operators/tuning/race-rules.ts";

const maximise = objectiveOf("maximise");
const afterLap = (race: Race, objective: Objective) => afterLapBy(race, objective, RACES.led);
/** A search that has come so far; a race asks for nothing else. */
const runner = (reached: number | null, isSpent = false) => ({ reached, isSpent }) as NumberSearch;
const raceOf = (runners: readonly NumberSearch[]): Race => ({
  ...openRace(runners.length, false),
  turn: runners.length - 1,
  runners,
});

/** What runners have reached, by the turns that a race gives after the first lap and by the order in which they are followed. */
function courseOf(reached: readonly (number | null)[], objective = maximise) {
  let race = raceOf(reached.map((one) => runner(one)));
  const turns: (number | null)[] = [];
  const followed: (number | null)[] = [];
  for (;;) {
    const after = afterLap(race, objective);
    if (after.status === "next enters") throw new Error("all had entered");
    if (after.status === "over") return { turns, followed };
    race = after.race;
    (race.runners.length === 1 ? followed : turns).push(after.search.reached);
  }
}

describe("a race of searches", () => {
  it("lets the better half go on for twice as long until one is left, and follows that one and the best four that it beat", () => {
    expect(courseOf([3, 7, 1, 6, 8, 2, 5, 4])).toEqual({
      turns: [8, 7, 6, 5, 8, 7],
      followed: [8, 7, 6, 5, 4],
    });
    expect(courseOf([3, 1, 2], objectiveOf("minimise"))).toEqual({ turns: [], followed: [1, 2, 3] });
  });

  it("follows the best first, and nobody twice, whatever they have reached", () => {
    const reached = fc.uniqueArray(fc.integer(), { minLength: 2, maxLength: 16 });
    fc.assert(
      fc.property(reached, (all) => {
        const { followed } = courseOf(all);
        expect(followed[0]).toBe(Math.max(...all));
        expect(followed).toHaveLength(Math.min(5, all.length));
        expect(followed).toEqual([...new Set(followed)].sort((a, b) => Number(b) - Number(a)));
      }),
      { seed: 7, numRuns: 200 },
    );
  });

  it("passes by who has come to an end, and remembers the best that was followed", () => {
    const [best, spent, third] = [runner(3), runner(2, true), runner(1)];
    const first = afterLap(raceOf([spent, third, best]), maximise);
    if (first.status !== "next runs") throw new Error(first.status);
    expect(first.search).toBe(best);
    const second = afterLap(first.race, maximise);
    if (second.status !== "next runs") throw new Error(second.status);
    expect(second.search).toBe(third);
    expect(second.race.ended).toBe(3);
    expect(afterLap(second.race, maximise)).toEqual({ status: "over" });
  });

  it("prefers any score to none, and the earlier of equals", () => {
    expect(courseOf([null, -5, null, -9]).followed[0]).toBe(-5);
    const [first, second] = [runner(1), runner(1)];
    expect(afterLap(raceOf([first, second]), maximise)).toMatchObject({ search: first });
  });

  it("lets its leader rest until the others have raced, and follows it when its turn comes", () => {
    const leader = runner(5);
    const alone = afterLap({ ...openRace(3, true), runners: [leader] }, maximise);
    if (alone.status !== "next enters") throw new Error(alone.status);
    const others = [6, 1, 2].map((one) => runner(one));
    const won = afterLap({ ...alone.race, runners: others, turn: 2 }, maximise);
    if (won.status !== "next runs") throw new Error(won.status);
    expect(won.search).toBe(others[0]);
    expect(afterLap(won.race, maximise)).toMatchObject({ status: "next runs", search: leader });
  });

  it("by the earlier rules has nobody but its winner to follow", () => {
    const won = afterLapBy(raceOf([1, 3, 2].map((one) => runner(one))), maximise, RACES.even);
    if (won.status !== "next runs") throw new Error(won.status);
    expect(won.search.reached).toBe(3);
    expect(afterLapBy(won.race, maximise, RACES.even)).toEqual({ status: "over" });
  });

  it("goes on from what earlier versions saved of it, which knew nobody to be followed", () => {
    const [beside, first] = [runner(1), runner(2)];
    const saved = { entrants: 2, lap: 2, turn: 0, others: [{ began: 7 } as SavedSearch] };
    expect(restoreRace(saved, first, () => beside)).toEqual({
      entrants: 2,
      lap: 2,
      turn: 0,
      runners: [first, beside],
      beaten: [],
      ended: null,
    });
    const alone = restoreRace({ entrants: 16, lap: 2, turn: 0, others: [] }, first, () => null);
    expect(afterLap(alone, maximise)).toEqual({ status: "over" });
  });

  it("waits for all to enter", () => {
    expect(afterLap({ ...raceOf([runner(1)]), entrants: 2 }, maximise)).toMatchObject({
      status: "next enters",
    });
  });

  it("has fewer runners the more numbers there are, and no more than numbers", () => {
    expect([3, 8, 22, 32, 78, 500].map(entrantsFor)).toEqual([3, 8, 16, 8, 1, 1]);
  });
});
