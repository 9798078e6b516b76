import { type Interval, mean, permutationTest, studentQuantile, variance } from "../../core/index.ts";
import { circles, type DrqRun, inLaterHalf, notLost, points, roundsOf, won } from "./run-measures.ts";

/** The difference between two kinds of runs in one measure. */
export interface ArmDifference {
  readonly measure: "beaten" | "beatenOrTied" | "points" | "circles";
  /** Means over runs of both kinds. */
  readonly means: readonly [number, number];
  /**
   * First minus second; the interval is Welch's with Student's quantile for the smaller group, which is on the safe side (none with
   * one run: the difference itself).
   */
  readonly difference: Interval;
  /** Fisher's permutation test of the two groups, two-sided; `null` where there are too few runs. */
  readonly p: number | null;
}

/**
 * Compares two kinds of runs by their later champions, those of the later half of the rounds that both have: one champion is chance,
 * several of a run are not independent, so a run counts as one value.
 */
export function compareArms(one: readonly DrqRun[], other: readonly DrqRun[]): readonly ArmDifference[] {
  const rounds = roundsOf([...one, ...other]);
  const measures = {
    beaten: (run: DrqRun) => inLaterHalf(won, run, rounds),
    beatenOrTied: (run: DrqRun) => inLaterHalf(notLost, run, rounds),
    points: (run: DrqRun) => inLaterHalf(points, run, rounds),
    circles,
  } as const;
  return Object.entries(measures).map(([measure, of]) => {
    const [a, b] = [one.map(of), other.map(of)];
    return {
      measure: measure as ArmDifference["measure"],
      means: [mean(a), mean(b)],
      difference: differenceOf(a, b),
      p: permutationTest(a, b),
    };
  });
}

function differenceOf(a: readonly number[], b: readonly number[]): Interval {
  const centre = mean(a) - mean(b);
  const fewest = Math.min(a.length, b.length);
  if (fewest < 2) return { mean: centre, low: centre, high: centre };
  const half = studentQuantile(fewest - 1) * Math.sqrt(variance(a) / a.length + variance(b) / b.length);
  return { mean: centre, low: Math.max(-1, centre - half), high: Math.min(1, centre + half) };
}
