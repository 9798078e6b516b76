import type { Evaluation } from "./evaluation.ts";
import type { Position } from "./position.ts";

/** Which way the objective improves. */
export type Direction = "maximise" | "minimise";

/** Fate of a child: a failure, or its score against its first parent's. */
export type Outcome = "improved" | "same" | "worse" | "failed";

/** Facts by which a scored program is ranked. */
export interface Ranked extends Position {
  /** Raw, finite score. */
  readonly score: number;
}

/** An archive's order: the ranking of its elites, and which of them makes another superfluous. */
export interface Order<T extends Ranked = Ranked> {
  /**
   * Total: negative when `a` is better than `b`; zero only for the same candidate. Best first when used to
   * sort.
   */
  compare(a: T, b: T): number;
  /** True when `a` leaves no reason to keep `b` in the same cell; never against `compare`. */
  dominates(a: T, b: T): boolean;
  /** True when the two are exactly as good as each other, wherever they stand in logical time. */
  ties(a: T, b: T): boolean;
  /**
   * Index of the elite that leaves a front which has grown too large.
   *
   * @param front - best first; at least two, none of which dominates another
   * @defaultValue the last
   */
  surplus?(front: readonly T[]): number;
}

/**
 * The objective of a problem: the one place that says which of two scores is better. Every comparison, from
 * an archive's cell to the order of a query, is asked of it.
 */
export interface Objective {
  readonly direction: Direction;
  /** True when `score` is better than `than`; anything is better than nothing (`null`). */
  better(score: number, than: number | null): boolean;
  /** Improvement of a child on its parent, in the score's unit: positive when the child is better. */
  gain(child: number, parent: number): number;
  /**
   * Fate of a child. Two scores that are apart by rounding alone, by less than a billionth of the larger, are the `same`.
   *
   * @param parent - score of its first parent; `null` when there is none (the seed, a founder): then nothing
   * was tried, and the child is `same`
   */
  outcome(child: Evaluation, parent: number | null): Outcome;
  /** A score against another one, by the same rule. */
  compared(score: number, than: number): Exclude<Outcome, "failed">;
  /** The worst score that is the `same` as another one. */
  leastSame(score: number): number;
  /** True when a score is as good as a target, or better. */
  reaches(score: number, target: number): boolean;
  /** The best of some scores; `null` when there are none. */
  best(scores: Iterable<number>): number | null;
  /** The one total order: the better score, then the earlier step, then the lower island. */
  readonly order: Order;
  /** Order of a query that wants the best score first. */
  readonly sql: "DESC" | "ASC";
}

/** The objective that improves in a direction. */
export function objectiveOf(direction: Direction): Objective {
  return direction === "maximise" ? MAXIMISE : MINIMISE;
}

/** Least difference of two scores that means something, as a share of the larger one. */
const LEAST_GAIN = 1e-9;

function isRounding(a: number, b: number): boolean {
  return Math.abs(a - b) <= LEAST_GAIN * Math.max(Math.abs(a), Math.abs(b));
}

const MAXIMISE = createObjective("maximise");
const MINIMISE = createObjective("minimise");

function createObjective(direction: Direction): Objective {
  const sign = direction === "maximise" ? 1 : -1;
  const better = (score: number, than: number | null): boolean =>
    than === null || (direction === "maximise" ? score > than : score < than);
  const compare = (a: Ranked, b: Ranked): number => {
    if (a.score !== b.score) return better(a.score, b.score) ? -1 : 1;
    return a.step - b.step || a.island - b.island;
  };
  const compared: Objective["compared"] = (score, than) =>
    isRounding(score, than) ? "same" : better(score, than) ? "improved" : "worse";
  return {
    direction,
    better,
    compared,
    leastSame(score) {
      const least = score - sign * LEAST_GAIN * Math.abs(score);
      // the difference may have been rounded up, by less than one last place
      return isRounding(least, score) ? least : least + sign * Number.EPSILON * Math.abs(score);
    },
    gain: (child, parent) => sign * (child - parent),
    outcome(child, parent) {
      if (child.status !== "ok") return "failed";
      return parent === null ? "same" : compared(child.score, parent);
    },
    reaches: (score, target) => !better(target, score),
    best(scores) {
      let best: number | null = null;
      for (const score of scores) if (better(score, best)) best = score;
      return best;
    },
    order: { compare, dominates: (a, b) => compare(a, b) < 0, ties: (a, b) => a.score === b.score },
    sql: direction === "maximise" ? "DESC" : "ASC",
  };
}
