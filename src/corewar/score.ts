/** Rounds won (alone at the end), lost (dead) and tied (alive with others), and points. */
export interface Score {
  readonly wins: number;
  readonly losses: number;
  readonly ties: number;
  /** Sum over the rounds it survived of pMARS's default formula (W·W − 1) / S, whole division, W warriors, S survivors: 3 and 1 in a duel. */
  readonly score: number;
}

/** Points for surviving a round. */
export function points(warriors: number, survivors: number): number {
  return survivors === 0 ? 0 : Math.floor((warriors * warriors - 1) / survivors);
}

/**
 * Adds up one warrior's rounds.
 *
 * @param rounds - for each round who was alive at its end, in the warriors' order
 */
export function scoreOf(warrior: number, rounds: readonly (readonly boolean[])[]): Score {
  let [wins, losses, ties, score] = [0, 0, 0, 0];
  for (const alive of rounds) {
    const survivors = alive.filter(Boolean).length;
    if (!alive[warrior]) losses++;
    else {
      if (survivors === 1) wins++;
      else ties++;
      score += points(alive.length, survivors);
    }
  }
  return { wins, losses, ties, score };
}
