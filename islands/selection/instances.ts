import { instanceWins } from "../../src/core/index.ts";
import type { SelectionPolicy } from "./policy.ts";

/**
 * Pool of the best on each instance (GEPA, arXiv 2507.19457): an elite is drawn in proportion to the number of instances
 * on which none beats it, so that a program which is good at one thing becomes a parent too. With this policy an
 * archive's cell keeps them beside each other.
 */
export const instances: SelectionPolicy = {
  description: "by the number of instances on which none beats it, where the scorer tells scores by instance",
  select({ ranking, direction }, random) {
    const wins = instanceWins(ranking, direction);
    const pool = [...ranking.keys()].filter((index) => (wins[index] as number) > 0);
    if (pool.length === 0) return 0;
    return random.weighted(pool, (index) => wins[index] as number);
  },
  keepsInstances: true,
};
