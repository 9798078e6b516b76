import { type Interval, meanInterval, variance } from "../../core/index.ts";
import { type Growth, growthOf } from "./growth.ts";
import {
  change,
  circles,
  type DrqRun,
  duels,
  inLaterHalf,
  type Measure,
  meanOf,
  notLost,
  points,
  pointsOf,
  roundsOf,
  won,
} from "./run-measures.ts";

/** Summary of several runs of one kind; lists go by round. */
export interface ArmSummary {
  readonly runs: number;
  /** Share of held-out warriors that the champion beats: more rounds won than lost. */
  readonly beaten: readonly Interval[];
  /** Share of those that it beats or ties with. */
  readonly beatenOrTied: readonly Interval[];
  /** Points per duel against them: 1 a round won, ½ a tie, divided by the rounds. */
  readonly points: readonly Interval[];
  /** Gain in `beatenOrTied` from the first to the last round, paired by run. */
  readonly gain: Interval;
  /**
   * Gains of the later champions, those of the later half of the rounds on average, over the first; paired by
   * run.
   */
  readonly later: Readonly<Record<"beaten" | "beatenOrTied" | "points", Interval>>;
  /** Curves over the logarithm of the round: what grows in each run, and what falls. */
  readonly growth: Readonly<Record<"beaten" | "points" | "change", Growth>>;
  /**
   * Variance across runs of the champion's points against each held-out warrior (1 a win, ½ a tie, per
   * round), averaged over these: falls when independent runs converge to the same behaviour. 0 where there is
   * one run.
   */
  readonly spread: readonly number[];
  /** The same variance of the champions' code in numbers: falls when runs converge to the same code. */
  readonly codeSpread: readonly number[];
  /** Mean absolute change of these points since the round before; the first round has none. */
  readonly change: readonly Interval[];
  /** Share of all triples of champions of a run that beat each other in a circle. */
  readonly cycles: Interval;
}

/** Sums up runs of one kind over the rounds that all of them have. */
export function summariseArm(runs: readonly DrqRun[]): ArmSummary {
  const rounds = roundsOf(runs);
  const each = <T>(measure: (round: number) => T): T[] =>
    Array.from({ length: rounds }, (_, round) => measure(round));
  const over = (measure: (run: DrqRun) => number, low = 0): Interval =>
    meanInterval(runs.map(measure), [low, 1]);
  const byRound = (measure: Measure): Interval[] => each((round) => over((run) => measure(run, round)));
  const later = (measure: Measure): Interval =>
    over((run) => (rounds < 1 ? 0 : inLaterHalf(measure, run, rounds) - measure(run, 0)), -1);
  const growth = (measure: Measure, from = 0): Growth =>
    growthOf(
      runs.map((run) => each((round) => measure(run, round)).slice(from)),
      from + 1,
    );
  return {
    runs: runs.length,
    beaten: byRound(won),
    beatenOrTied: byRound(notLost),
    points: byRound(points),
    gain: over((run) => notLost(run, rounds - 1) - notLost(run, 0), -1),
    later: { beaten: later(won), beatenOrTied: later(notLost), points: later(points) },
    growth: { beaten: growth(won), points: growth(points), change: growth(change, 1) },
    spread: each((round) => spreadOf(runs.map((run) => duels(run, round).map(pointsOf)))),
    codeSpread: each((round) => spreadOf(runs.map(({ code }) => code[round] ?? []))),
    change: byRound(change).slice(1),
    cycles: over(circles),
  };
}

function spreadOf(vectors: readonly (readonly number[])[]): number {
  if (vectors.length < 2) return 0;
  const [first = []] = vectors;
  return meanOf(first.map((_, at) => variance(vectors.map((vector) => vector[at] ?? 0))));
}
