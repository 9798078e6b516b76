/** Rounds won (alone at the end), lost (dead) and tied (alive with others), and points. */
export interface Score {
  readonly wins: number;
  readonly losses: number;
  readonly ties: number;
  /**
   * Sum over the rounds it survived of pMARS's default formula (W·W − 1) / S, whole division, W warriors, S
   * survivors: 3 and 1 in a duel.
   */
  readonly score: number;
}

/** Margin, as a share of the rounds, at which an opponent counts as three quarters beaten, or a quarter. */
const CLEAR_MARGIN = 0.12;

/**
 * How clearly a warrior beats an opponent: 0 when it loses every round, ½ with as many wins as losses, 1 when
 * it wins every round. Steep about the middle: a few wins over an opponent that it used to tie with count
 * more than as many over one that it beats already. The mean over opponents is a smooth form of the share of
 * them that are beaten.
 */
export function mastery({ wins, losses, ties }: Omit<Score, "score">): number {
  const margin = (wins - losses) / Math.max(1, wins + losses + ties);
  return (1 + ((1 + CLEAR_MARGIN) * margin) / (Math.abs(margin) + CLEAR_MARGIN)) / 2;
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
