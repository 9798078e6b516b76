/** Measures of one run's champions. */
import { mean } from "../../core/index.ts";
import type { DuelScore } from "../tournament/index.ts";

/** The duels of one run's champions. */
export interface DrqRun {
  /**
   * For each round's champion its duels with the held-out warriors, which come in the same order every time.
   */
  readonly heldOut: readonly (readonly DuelScore[])[];
  /** `among[i][j]`: the duel of champion i with champion j > i, from i's side. */
  readonly among: readonly (readonly (DuelScore | undefined)[])[];
  /** For each round's champion its code in numbers ({@link codeFeatures}). */
  readonly code: readonly (readonly number[])[];
}

/** A number that a run has in each round, from 0. */
export type Measure = (run: DrqRun, round: number) => number;

/** Share of the held-out warriors that a round's champion beats: more rounds won than lost. */
export const won: Measure = (run, round) => share(duels(run, round), ({ wins, losses }) => wins > losses);

/** Share of them that it beats or ties with. */
export const notLost: Measure = (run, round) =>
  share(duels(run, round), ({ wins, losses }) => wins >= losses);

/** Its points per duel with them. */
export const points: Measure = (run, round) => meanOf(duels(run, round).map(pointsOf));

/** Mean absolute change of these points since the round before. */
export const change: Measure = (run, round) => {
  const before = duels(run, round - 1).map(pointsOf);
  return meanOf(duels(run, round).map((duel, i) => Math.abs(pointsOf(duel) - (before[i] ?? 0))));
};

/** Mean of a measure over the later half of the rounds. */
export function inLaterHalf(measure: Measure, run: DrqRun, rounds: number): number {
  const half = Array.from({ length: rounds }, (_, round) => round).slice(Math.ceil(rounds / 2));
  return meanOf(half.map((round) => measure(run, round)));
}

/** Share of all triples of a run's champions that beat each other in a circle. */
export function circles({ among }: DrqRun): number {
  const { cycles, triples } = countCycles(among);
  return triples === 0 ? 0 : cycles / triples;
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

/** Rounds that all of these runs have. */
export function roundsOf(runs: readonly DrqRun[]): number {
  const rounds = Math.min(...runs.map(({ heldOut }) => heldOut.length));
  return Number.isFinite(rounds) ? rounds : 0;
}

/** Duels of a round's champion with the held-out warriors. */
export function duels(run: DrqRun, round: number): readonly DuelScore[] {
  return run.heldOut[round] ?? [];
}

/** Points per round of the first of a pair: 1 a win, ½ a tie. */
export function pointsOf({ wins, losses, ties }: DuelScore): number {
  return (wins + ties / 2) / Math.max(1, wins + losses + ties);
}

function share<T>(list: readonly T[], holds: (item: T) => boolean): number {
  return list.filter(holds).length / Math.max(1, list.length);
}

/** Mean; 0 where nothing was measured. */
export function meanOf(values: readonly number[]): number {
  return values.length === 0 ? 0 : mean(values);
}
