import { describe, expect, it } from "vitest";
import { type Candidate, objectiveOf, randomStream } from "../../src/core/index.ts";
import { type Language, languageNamed } from "../../src/language/index.ts";
import {
  NO_SEARCHES,
  nextStart,
  type Restarts,
  spentOn,
  type Start,
} from "../../src/operators/tuning/restarts.ts";
import { TUNE, Tuner } from "../../src/operators/tuning/tuner.ts";
import { scored } from "./tuning-support.ts";

/** Starts of so many searches in turn, each of which has taken `cost` results. */
function startsOf(
  count: number,
  cost: (start: Start) => number,
  { first = NO_SEARCHES, share = 1 }: { first?: Restarts; share?: number } = {},
) {
  let restarts = first;
  return Array.from({ length: count }, (_, i) => {
    const [start, next] = nextStart(restarts, randomStream("restarts", i), share);
    restarts = next;
    for (let spent = cost(start); spent > 0; spent -= 1) restarts = spentOn(restarts);
    return { start, restarts };
  });
}

describe("the next search", () => {
  it("begins at the seed, and then either regime gets half of the results, to within one search", () => {
    const cost = ({ from, patience }: Start) => (from === "seed" ? Math.round(100 * patience) : 30);
    const turns = startsOf(200, cost);
    expect(turns[0]?.start).toMatchObject({ from: "seed", patience: 3 });
    const longest = Math.max(...turns.map(({ start }) => cost(start)));
    for (const { restarts } of turns)
      expect(Math.abs(restarts.large - restarts.small)).toBeLessThanOrEqual(longest);
  });

  it("gives small searches their share of the large ones' results, to within one search", () => {
    const turns = startsOf(100, ({ from }) => (from === "seed" ? 500 : 30), { share: 0.3 });
    for (const { restarts } of turns.slice(50)) {
      expect(restarts.small).toBeGreaterThanOrEqual(0.3 * (restarts.large - 500));
      expect(restarts.small).toBeLessThan(0.3 * restarts.large + 30);
    }
  });

  it("asks for more samples at the seed each time, up to a limit, and for smaller steps at an elite", () => {
    const starts = startsOf(60, () => 50).map(({ start }) => start);
    const large = starts.filter(({ from }) => from === "seed").map(({ patience }) => patience);
    expect(large.slice(0, 3)).toEqual([3, 4.5, 6.75]);
    expect(large).toEqual(large.toSorted((a, b) => a - b));
    expect(large.at(-1)).toBe(large.at(-2));
    const small = starts.filter(({ from }) => from === "elite");
    expect(small.length).toBeGreaterThan(20);
    for (const { width, patience } of small) {
      expect(width).toBeLessThanOrEqual(1);
      expect(width).toBeGreaterThanOrEqual(0.01);
      expect(patience).toBeGreaterThanOrEqual(1.5);
      expect(patience).toBeLessThanOrEqual(large.at(-1) as number);
    }
  });

  it("leaves the seed once that has fallen behind", () => {
    const starts = startsOf(20, () => 50, { first: { ...NO_SEARCHES, isSeedBehind: true } });
    expect(starts.every(({ start }) => start.from === "elite")).toBe(true);
  });
});

const program = (numbers: readonly number[]) =>
  `export function f() {\n  // EVOLVE-BLOCK-START\n  return [${numbers.join(", ")}];\n  // EVOLVE-BLOCK-END\n}\n`;
const SEED = program([0.5, 2.25, -1.5, 0.125]);
const ELITE = { id: "i0-s1", source: program([0.25, 1.25, -2.5, 0.375]) } as const;

const openTuner = (): Tuner =>
  new Tuner({
    language: languageNamed("javascript") as Language,
    objective: objectiveOf("maximise"),
    share: 1,
  });

/** An island's tuner that has seen its seed, of score 0, and an elite of score 1. */
class Bench {
  tuner = openTuner();
  private step = 1000;
  private readonly sources = new Map<string, string>();

  constructor() {
    this.tell(0, "seed", SEED, [], 0);
    this.tell(1, "mutate", ELITE.source, ["i0-s0"], 1);
  }

  /**
   * Origins of the searches until so many have begun; every child scores what `worth` says of its origin. With `cut` the tuner is
   * saved and restored every so many steps.
   */
  origins(count: number, worth: (origin: string) => number, cut = Infinity): string[] {
    const seen: string[] = [];
    for (let searches = 0; searches < count; this.step++) {
      if (this.step % cut === 0) this.reopen();
      const child = this.tuner.ask(this.step, ELITE, (purpose) => randomStream(purpose, this.step));
      if (this.tuner.save().searches > searches) {
        searches = this.tuner.save().searches;
        seen.push(this.tuner.save().search?.origin ?? "");
      }
      if (child !== null) this.tell(this.step, TUNE, child.source, [child.origin], worth(child.origin));
    }
    return seen;
  }

  get restarts(): Restarts {
    return this.tuner.save().restarts ?? NO_SEARCHES;
  }

  /** Puts a tuner in its place that was restored from what this one saves. */
  private reopen(): void {
    const saved = JSON.parse(JSON.stringify(this.tuner.save()));
    this.tuner = openTuner();
    this.tuner.restore(saved, (id) => this.sources.get(id) as string, 0);
  }

  private tell(
    step: number,
    operator: string,
    source: string,
    parents: readonly string[],
    score: number,
  ): void {
    this.sources.set(`i0-s${step}`, source);
    const evaluation = scored(score);
    this.tuner.tell({ island: 0, step, operator, source, parents, evaluation } as unknown as Candidate);
  }
}

describe("an island's searches", () => {
  it("race from the seed, and then take turns with what selection draws, which gets less, as long as the seed gets far enough", () => {
    const bench = new Bench();
    // four numbers, so a leader and four runners
    expect(bench.origins(6, () => 0.95)).toEqual([...Array(5).fill("i0-s0"), "i0-s1"]);
    for (let searches = 7; bench.restarts.begun < 2; searches += 1) bench.origins(searches, () => 0.95);
    expect(bench.tuner.save().search?.origin).toBe("i0-s0");
    expect(bench.restarts.small).toBeLessThan(0.8 * bench.restarts.large);
  });

  it("leave the seed when the winner of its race stayed far behind the best", () => {
    const bench = new Bench();
    const worth = (origin: string) => (origin === "i0-s0" ? 0.5 : 1);
    const origins = bench.origins(8, worth);
    expect(origins.slice(0, 5)).toEqual(Array(5).fill("i0-s0"));
    expect(origins.slice(5)).toEqual(Array(3).fill("i0-s1"));
    // and as none races then, small searches get as much as large ones
    for (let searches = 9; bench.restarts.begun < 2; searches += 1) bench.origins(searches, worth);
    expect(bench.restarts.small).toBeGreaterThanOrEqual(bench.restarts.large);
  });

  it("go on after a restore between any two steps as if nothing had been saved", () => {
    const whole = new Bench();
    const cut = new Bench();
    expect(cut.origins(7, () => 0.95, 23)).toEqual(whole.origins(7, () => 0.95));
    expect(cut.tuner.save()).toEqual(whole.tuner.save());
  });
});
