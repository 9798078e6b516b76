/** What a warrior made of one opponent. */
export interface Duel {
  readonly wins: number;
  readonly losses: number;
  readonly ties: number;
}

/** A race against a pace: duels that were fought, and whether those that were left out could have mattered. */
export interface Race {
  /** One for each opponent; those it did not meet count as lost. */
  readonly duels: readonly Duel[];
  /** Opponents it met. */
  readonly met: number;
}

/** How far behind a warrior may fall: three quarters of a duel, and what luck explains, which grows with the root of the duels fought. */
const ALLOWED = { always: 0.75, byLuck: 0.25 } as const;

/**
 * Fights duels one after the other until the warrior is hopelessly behind another one that fought the same at the same places. Most children
 * of evolution are much worse than their parents, and a few duels show it.
 *
 * @param pace - what each duel was worth to that other warrior, from 0 to 1; `null` for no race
 * @param fight - the duel with an opponent, by number
 * @param worth - from 0 to 1
 */
export function race(
  opponents: number,
  rounds: number,
  pace: readonly number[] | null,
  fight: (opponent: number) => Duel,
  worth: (duel: Duel) => number,
): Race {
  const duels: Duel[] = [];
  let behind = 0;
  while (duels.length < opponents) {
    const duel = fight(duels.length);
    behind += (pace?.[duels.length] ?? 0) - worth(duel);
    duels.push(duel);
    if (pace !== null && behind > ALLOWED.always + ALLOWED.byLuck * Math.sqrt(duels.length)) break;
  }
  const met = duels.length;
  while (duels.length < opponents) duels.push({ wins: 0, losses: rounds, ties: 0 });
  return { duels, met };
}
