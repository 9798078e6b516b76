import { type Interval, meanInterval } from "../../core/index.ts";
import type { DuelScore } from "../tournament/index.ts";

/** Shares of a field of warriors, 0 to 1. */
interface FieldShares<T> {
  /** Those with whom more rounds are won than lost. */
  readonly beaten: T;
  /** Those with whom at least as many are. */
  readonly beatenOrTied: T;
}

/** Several warriors against the same field. */
export interface Attempts {
  /** The share that one of them reaches, on average over them. */
  readonly one: FieldShares<Interval>;
  /** The share that at least one of them reaches: the best of them for each warrior of the field. */
  readonly together: FieldShares<number>;
}

/**
 * Results of each of several warriors, and of all of them together, against a field (arXiv 2601.03335 measures single draws of a model, the
 * best of eight, and specialists so).
 *
 * @param duels - for each of them its duels with the field, in the same order
 */
export function summariseAttempts(duels: readonly (readonly DuelScore[])[]): Attempts {
  const [first = []] = duels;
  const shareOf = (holds: (opponent: number) => boolean): number =>
    first.filter((_, opponent) => holds(opponent)).length / Math.max(1, first.length);
  const one = (does: (duel: DuelScore) => boolean): Interval =>
    meanInterval(
      duels.map((own) => shareOf((opponent) => does(own[opponent] as DuelScore))),
      [0, 1],
    );
  const together = (does: (duel: DuelScore) => boolean): number =>
    shareOf((opponent) => duels.some((own) => does(own[opponent] as DuelScore)));
  return {
    one: { beaten: one(beats), beatenOrTied: one(holdsOut) },
    together: { beaten: together(beats), beatenOrTied: together(holdsOut) },
  };
}

function beats({ wins, losses }: DuelScore): boolean {
  return wins > losses;
}

function holdsOut({ wins, losses }: DuelScore): boolean {
  return wins >= losses;
}
