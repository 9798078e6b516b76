import type { SelectionPolicy } from "./policy.ts";

/** Selection of the seed, always: best of N, the baseline that evolution has to beat. */
export const seed: SelectionPolicy = {
  description: "always the seed, so that nothing evolves (best of N)",
  select: () => 0,
  alone: true,
};
