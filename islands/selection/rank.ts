import type { SelectionPolicy } from "./policy.ts";

/** Linear rank selection (Baker 1985): P ∝ size − index. */
export const rank: SelectionPolicy = {
  description: "in proportion to the rank",
  select({ ranking: { length: size } }, random) {
    const total = (size * (size + 1)) / 2;
    // the number of ranks from the worst up whose cumulated weight lies below the draw
    const below = Math.floor((Math.sqrt(1 + 8 * random.next() * total) - 1) / 2);
    return Math.min(size - 1, Math.max(0, size - 1 - below));
  },
};
