import type { DirectedOperator } from "./operator.ts";

/** Combination of the parent with a mate that selection draws. */
export const crossover = {
  name: "crossover",
  description: "Combine the parent with a mate.",
  weight: 1,
  needsMate: true,
  alone: false,
  offline: false,
  parentOf: ({ parent }) => parent,
  advice: "advice-recombine",
  angle: false,
  variant: "default",
} as const satisfies DirectedOperator;
