/** Rounds of a warrior with one opponent, by their ends. */
export interface Duel {
  readonly wins: number;
  readonly losses: number;
  readonly ties: number;
}

/** A race over several heats, in each of which a warrior meets the same opponents at other places. */
export interface Course {
  readonly opponents: number;
  readonly heats: number;
  /** Rounds of a duel. */
  readonly rounds: number;
  /** Worth of each duel, heat by heat, to the warrior that sets the pace; `null` for no race. */
  readonly pace: readonly number[] | null;
  readonly fight: (opponent: number, heat: number) => Duel;
  /** From 0 to 1. */
  readonly worth: (duel: Duel) => number;
}

/** How a warrior raced. */
export interface Race {
  /** Heat by heat, one for each opponent; those that a hopeless warrior did not meet count as lost. */
  readonly duels: readonly Duel[];
  /** Duels it fought. */
  readonly met: number;
  /**
   * Its worth, from 0 to 1: over all heats the mean, over fewer what the difference from the pace promises.
   */
  readonly worth: number;
}

/**
 * How far behind a warrior may fall: three quarters of a duel, and what luck explains, which grows with the
 * root of the duels fought.
 */
const ALLOWED = { always: 0.75, byLuck: 0.25 } as const;

/**
 * Fights until a warrior is seen to be worse than the one that sets the pace: in the first heat when it is
 * hopelessly behind, which most children of evolution soon are, and after a heat when it is behind at all.
 * Who seems better has to prove it in all heats.
 */
export function race({ opponents, heats, rounds, pace, fight, worth }: Course): Race {
  const duels: Duel[] = [];
  let behind = 0;
  let met = 0;
  for (let heat = 0; heat < heats && behind <= 0; heat++) {
    for (let opponent = 0; opponent < opponents; opponent++) {
      const isHopeless = heat === 0 && behind > ALLOWED.always + ALLOWED.byLuck * Math.sqrt(met);
      const duel = isHopeless ? { wins: 0, losses: rounds, ties: 0 } : fight(opponent, heat);
      if (!isHopeless) {
        met++;
        behind += pace === null ? 0 : (pace[duels.length] ?? 0) - worth(duel);
      }
      duels.push(duel);
    }
  }
  return { duels, met, worth: promised(duels.map(worth), pace) };
}

function promised(worths: readonly number[], pace: readonly number[] | null): number {
  if (pace === null || worths.length === pace.length) return mean(worths);
  return Math.max(0, mean(pace) + mean(worths) - mean(pace.slice(0, worths.length)));
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}
