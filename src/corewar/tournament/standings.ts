import { mastery } from "../score.ts";
import type { DuelRecord } from "./tournament.ts";

/** Standing of one entrant over all its duels. */
export interface TournamentStanding {
  readonly id: string;
  /** Duels fought, and those with more wins than losses, as many, and fewer. */
  readonly duels: number;
  readonly won: number;
  readonly drawn: number;
  readonly lost: number;
  /** Shares of rounds, in percent. */
  readonly winPercent: number;
  readonly lossPercent: number;
  readonly tiePercent: number;
  /**
   * King-of-the-hill score: 3 points a win and 1 a tie, per hundred rounds, averaged over opponents; 300 at
   * most.
   */
  readonly score: number;
  /** How clearly it beats its opponents ({@link mastery}), from 0 to 100 on average. */
  readonly mastery: number;
}

/**
 * Standings, best first; equal scores in the order of the names.
 *
 * @param among - names that are listed even when they have not fought
 */
export function standings(
  records: readonly DuelRecord[],
  among: Iterable<string> = [],
): TournamentStanding[] {
  const sides = new Map<string, { wins: number; losses: number; ties: number }[]>();
  for (const id of among) sides.set(id, []);
  const add = (id: string, side: { wins: number; losses: number; ties: number }): void => {
    const list = sides.get(id);
    if (list === undefined) sides.set(id, [side]);
    else list.push(side);
  };
  for (const { a, b, wins, losses, ties } of records) {
    add(a, { wins, losses, ties });
    add(b, { wins: losses, losses: wins, ties });
  }
  return [...sides]
    .map(([id, list]) => {
      const total = (part: (side: { wins: number; losses: number; ties: number }) => number): number =>
        list.reduce((sum, side) => sum + part(side), 0);
      const rounds = Math.max(
        1,
        total(({ wins, losses, ties }) => wins + losses + ties),
      );
      const percent = (count: number): number => (100 * count) / rounds;
      const [winPercent, lossPercent, tiePercent] = [
        percent(total(({ wins }) => wins)),
        percent(total(({ losses }) => losses)),
        percent(total(({ ties }) => ties)),
      ];
      return {
        id,
        duels: list.length,
        won: total(({ wins, losses }) => Number(wins > losses)),
        drawn: total(({ wins, losses }) => Number(wins === losses)),
        lost: total(({ wins, losses }) => Number(wins < losses)),
        winPercent,
        lossPercent,
        tiePercent,
        score: 3 * winPercent + tiePercent,
        mastery: (100 * total(mastery)) / Math.max(1, list.length),
      };
    })
    .sort((x, y) => y.score - x.score || (x.id < y.id ? -1 : 1));
}

/** The duels of one entrant, each from its side. */
export function duelsOf(id: string, records: readonly DuelRecord[]): DuelRecord[] {
  return records.flatMap((record): DuelRecord[] => {
    const { a, b, wins, losses, ties } = record;
    if (a === id) return [record];
    return b === id ? [{ a: b, b: a, wins: losses, losses: wins, ties }] : [];
  });
}
