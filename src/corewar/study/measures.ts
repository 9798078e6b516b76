import { type Interval, mean, meanInterval, variance } from "../../core/index.ts";
import type { DuelScore } from "../tournament/index.ts";

/** Measurements of one run. */
export interface DrqRun {
  /**
   * For each round's champion its duels with the held-out warriors, which come in the same order every time.
   */
  readonly heldOut: readonly (readonly DuelScore[])[];
  /** `among[i][j]`: the duel of champion i with champion j > i, from i's side. */
  readonly among: readonly (readonly (DuelScore | undefined)[])[];
}

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
  /**
   * Variance across runs of the champion's points against each held-out warrior (1 a win, ½ a tie, per
   * round), averaged over these: falls when independent runs converge to the same behaviour. 0 where there is
   * one run.
   */
  readonly spread: readonly number[];
  /** Mean absolute change of these points since the round before; the first round has none. */
  readonly change: readonly Interval[];
  /** Share of all triples of champions of a run that beat each other in a circle. */
  readonly cycles: Interval;
}

/** Sums up runs of one kind over the rounds that all of them have. */
export function summariseArm(runs: readonly DrqRun[]): ArmSummary {
  const rounds = Math.min(...runs.map(({ heldOut }) => heldOut.length));
  const each = <T>(measure: (round: number) => T): T[] =>
    Array.from({ length: Number.isFinite(rounds) ? rounds : 0 }, (_, round) => measure(round));
  const over = (measure: (run: DrqRun) => number, low = 0): Interval =>
    meanInterval(runs.map(measure), [low, 1]);
  const duels = (run: DrqRun, round: number): readonly DuelScore[] => run.heldOut[round] ?? [];
  const won = (run: DrqRun, round: number): number =>
    share(duels(run, round), ({ wins, losses }) => wins > losses);
  const notLost = (run: DrqRun, round: number): number =>
    share(duels(run, round), ({ wins, losses }) => wins >= losses);
  const points = (run: DrqRun, round: number): number => meanOf(duels(run, round).map(pointsOf));
  const later = (measure: (run: DrqRun, round: number) => number): Interval =>
    over((run) => {
      const half = each((round) => measure(run, round)).slice(Math.ceil(rounds / 2));
      return half.length === 0 ? 0 : mean(half) - measure(run, 0);
    }, -1);
  return {
    runs: runs.length,
    beaten: each((round) => over((run) => won(run, round))),
    beatenOrTied: each((round) => over((run) => notLost(run, round))),
    points: each((round) => over((run) => points(run, round))),
    gain: over((run) => notLost(run, rounds - 1) - notLost(run, 0), -1),
    later: { beaten: later(won), beatenOrTied: later(notLost), points: later(points) },
    spread: each((round) => spreadOf(runs.map((run) => duels(run, round).map(pointsOf)))),
    change: each((round) => round)
      .slice(1)
      .map((round) =>
        over((run) => {
          const before = duels(run, round - 1).map(pointsOf);
          return meanOf(duels(run, round).map((duel, i) => Math.abs(pointsOf(duel) - (before[i] ?? 0))));
        }),
      ),
    cycles: over(({ among }) => {
      const { cycles, triples } = countCycles(among);
      return triples === 0 ? 0 : cycles / triples;
    }),
  };
}

/**
 * Circles a > b > c > a among champions, and how many triples there are; "beats" is more rounds won than
 * lost.
 */
export function countCycles(among: DrqRun["among"]): { readonly cycles: number; readonly triples: number } {
  const n = among.length;
  const beats = (a: number, b: number): boolean => {
    const duel = a < b ? among[a]?.[b] : among[b]?.[a];
    if (duel === undefined) return false;
    return a < b ? duel.wins > duel.losses : duel.losses > duel.wins;
  };
  let cycles = 0;
  for (let a = 0; a < n; a++)
    for (let b = a + 1; b < n; b++)
      for (let c = b + 1; c < n; c++)
        if ((beats(a, b) && beats(b, c) && beats(c, a)) || (beats(b, a) && beats(c, b) && beats(a, c)))
          cycles++;
  return { cycles, triples: (n * (n - 1) * (n - 2)) / 6 };
}

/** Points per round of the first of a pair. */
function pointsOf({ wins, losses, ties }: DuelScore): number {
  return (wins + ties / 2) / Math.max(1, wins + losses + ties);
}

function spreadOf(vectors: readonly (readonly number[])[]): number {
  if (vectors.length < 2) return 0;
  const [first = []] = vectors;
  return meanOf(first.map((_, at) => variance(vectors.map((vector) => vector[at] ?? 0))));
}

function share<T>(list: readonly T[], holds: (item: T) => boolean): number {
  return list.filter(holds).length / Math.max(1, list.length);
}

/** Mean; 0 where nothing was measured. */
function meanOf(values: readonly number[]): number {
  return values.length === 0 ? 0 : mean(values);
}
