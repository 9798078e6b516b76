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
  /** Fights a duel of the warrior. */
  readonly fight: (opponent: number, heat: number) => Duel;
  /** The warrior that sets the pace; `null` for no race. */
  readonly pace: Pace | null;
  /** From 0 to 1. */
  readonly worth: (duel: Duel) => number;
}

/** The warrior that sets the pace. */
interface Pace {
  /** Fights the same duel for it. */
  readonly fight: (opponent: number, heat: number) => Duel;
  /** Its own worth over the whole course, from 0 to 1. */
  readonly worth: number;
}

/** How a warrior raced. */
export interface Race {
  /** One for each opponent that it met, the rounds of all heats together. */
  readonly duels: readonly Duel[];
  /** Duels it fought. */
  readonly met: number;
  /** True where it fought all of them. */
  readonly isComplete: boolean;
  /** Its worth, from 0 to 1: the mean over all opponents, or what the difference from the pace promises. */
  readonly worth: number;
}

/**
 * How far behind a warrior may fall within the first heat: a duel, and what luck explains, which grows with the root of the duels
 * fought.
 */
const ALLOWED = { always: 1, byLuck: 0.4 } as const;

/** Least loss of a warrior that was stopped: its score must stay below that of the pace. */
const LEAST_LOSS = 1e-6;

/**
 * Fights until a warrior is seen to be no better than the one that sets the pace: in the first heat when it is hopelessly
 * behind, which most children of evolution soon are, and after a heat when it is not ahead; among those are the many whose change
 * changes nothing. Who seems better has to prove it in all heats; who is stopped is worth less than the pace, so that the best of a
 * search has always fought all.
 */
export function race({ opponents, heats, fight, pace, worth }: Course): Race {
  const duels: Duel[] = [];
  const paces: Duel[] = [];
  let met = 0;
  const behind = (): number =>
    duels.reduce((sum, duel, opponent) => sum + worth(paces[opponent] as Duel) - worth(duel), 0);
  for (let heat = 0; heat < heats; heat++) {
    for (let opponent = 0; opponent < opponents; opponent++) {
      duels[opponent] = sumOf(duels[opponent], fight(opponent, heat));
      met++;
      if (pace === null) continue;
      paces[opponent] = sumOf(paces[opponent], pace.fight(opponent, heat));
      const isLast = opponent === opponents - 1;
      // nothing is saved by stopping at the end, and little within later heats
      if (isLast ? heat === heats - 1 : heat > 0) continue;
      const lost = behind();
      const isStopped = isLast ? lost >= 0 : lost > ALLOWED.always + ALLOWED.byLuck * Math.sqrt(met);
      if (!isStopped) continue;
      const promised = pace.worth - Math.max(LEAST_LOSS, lost / duels.length);
      return { duels, met, isComplete: false, worth: Math.max(0, promised) };
    }
  }
  return { duels, met, isComplete: true, worth: mean(duels.map(worth)) };
}

/** Rounds of two duels together. */
function sumOf(one: Duel | undefined, other: Duel): Duel {
  if (one === undefined) return other;
  return {
    wins: one.wins + other.wins,
    losses: one.losses + other.losses,
    ties: one.ties + other.ties,
  };
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}
