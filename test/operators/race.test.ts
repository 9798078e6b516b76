import { describe, expect, it } from "vitest";
import { objectiveOf } from "../../src/core/index.ts";
import type { NumberSearch } from "../../src/operators/tuning/number-search.ts";
import { afterLap, entrantsFor, type Race } from "../../src/operators/tuning/race.ts";

const maximise = objectiveOf("maximise");
/** A search that has come so far; a race asks for nothing else. */
const runner = (reached: number | null) => ({ reached }) as NumberSearch;
/** Turns that a race gives after the first lap, by what the runners have reached, and its winner. */
function courseOf(reached: readonly (number | null)[], objective = maximise) {
  let race: Race = {
    entrants: reached.length,
    lap: 1,
    turn: reached.length - 1,
    runners: reached.map(runner),
  };
  const turns: (number | null)[] = [];
  for (;;) {
    const after = afterLap(race, objective);
    if (after.status === "won") return { turns, laps: race.lap, winner: after.search.reached };
    if (after.status === "next enters") throw new Error("all had entered");
    turns.push(after.search.reached);
    race = after.race;
  }
}

describe("a race of searches", () => {
  it("lets the better half go on for twice as long, until one is left", () => {
    expect(courseOf([3, 7, 1, 6, 8, 2, 5, 4])).toEqual({ turns: [8, 7, 6, 5, 8, 7], laps: 4, winner: 8 });
    expect(courseOf([3, 1, 2], objectiveOf("minimise"))).toEqual({ turns: [], laps: 1, winner: 1 });
  });

  it("prefers any score to none, and the earlier of equals", () => {
    expect(courseOf([null, -5, null, -9]).winner).toBe(-5);
    const [first, second] = [runner(1), runner(1)];
    const after = afterLap({ entrants: 2, lap: 1, turn: 1, runners: [first, second] }, maximise);
    expect(after).toMatchObject({ status: "won" });
    expect(after.status === "won" && after.search).toBe(first);
  });

  it("waits for all to enter", () => {
    expect(afterLap({ entrants: 2, lap: 1, turn: 0, runners: [runner(1)] }, maximise)).toEqual({
      status: "next enters",
    });
  });

  it("has fewer runners the more numbers there are, and no more than numbers", () => {
    expect([3, 8, 22, 32, 78, 500].map(entrantsFor)).toEqual([3, 8, 16, 8, 1, 1]);
  });
});
