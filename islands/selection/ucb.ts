import type { SelectionPolicy } from "./policy.ts";

/** Upper confidence bound over elites (UCB1, Auer et al. 2002): the largest R + c·√(ln N / (1 + n)), with R the normalised rank, n its children, N those of all. */
export const ucb: SelectionPolicy = {
  description: "the best rank, and a bonus for few children (UCB1)",
  select({ ranking: { length: size }, visits }, random) {
    const counts = Array.from({ length: size }, (_, index) => visits(index));
    const total = counts.reduce((sum, count) => sum + count, 1);
    const bounds = counts.map((count, index) => {
      const rank = size === 1 ? 1 : 1 - index / (size - 1);
      return rank + BONUS * Math.sqrt(Math.log(total) / (1 + count));
    });
    const top = Math.max(...bounds);
    return random.pick(bounds.flatMap((bound, index) => (bound === top ? [index] : [])));
  },
};

/** Weight of the bonus. */
const BONUS = 0.5;
