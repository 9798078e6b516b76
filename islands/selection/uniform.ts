import type { SelectionPolicy } from "./policy.ts";

/** Uniform selection: every elite alike, the plain baseline of MAP-Elites. */
export const uniform: SelectionPolicy = {
  description: "every elite alike",
  select: ({ ranking }, random) => random.int(ranking.length),
};
