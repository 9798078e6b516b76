import type { DirectedOperator } from "./operator.ts";

/** Combination of what two lineages learnt. */
export const recombine = {
  name: "recombine",
  description: "Combine what two lineages learnt.",
  weight: 1,
  needsMate: true,
  alone: false,
  offline: false,
  parentOf: ({ parent }) => parent,
  advice: "advice-recombine",
  angle: false,
  variant: "default",
} as const satisfies DirectedOperator;
