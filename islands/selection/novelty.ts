import type { SelectionPolicy } from "./policy.ts";

/** Novelty by visits (the count-based weights of ShinkaEvolve and Go-Explore): P ∝ 1/(1 + children)^½ · 1/(1 + hits of its niche)^½. */
export const novelty: SelectionPolicy = {
  description: "the less it was a parent and its niche was hit, the likelier",
  select({ ranking, visits, hits }, random) {
    const indices = ranking.map((_, index) => index);
    return random.weighted(indices, (index) => 1 / Math.sqrt((1 + visits(index)) * (1 + hits(index))));
  },
};
