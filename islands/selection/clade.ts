import type { Random } from "../../src/core/index.ts";
import type { SelectionPolicy } from "./policy.ts";

/**
 * Clade value (the Huxley–Gödel machine, arXiv 2510.21614): an elite is worth what came of its descendants. Each is drawn a share of
 * descendants that improved on their parents, Beta(1 + improved, 1 + others), and the largest is the parent (Thompson sampling).
 */
export const clade: SelectionPolicy = {
  readsClades: true,
  description: "by the share of its descendants that improved on their parents",
  select({ ranking, descendants }, random) {
    let best = 0;
    let top = Number.NEGATIVE_INFINITY;
    for (const index of ranking.keys()) {
      const { born, improved } = descendants(index);
      const drawn = beta(1 + improved, 1 + born - improved, random);
      if (drawn > top) [best, top] = [index, drawn];
    }
    return best;
  },
};

/** A draw from Beta(a, b), by the normal distribution of the same mean and variance. */
function beta(a: number, b: number, random: Random): number {
  const share = a / (a + b);
  return share + Math.sqrt((share * (1 - share)) / (a + b + 1)) * random.normal();
}
