import type { DirectedOperator } from "./operator.ts";

/** The offline mutator, which costs nothing. */
export const mutate = {
  name: "mutate",
  description: "The offline mutator, for nothing.",
  weight: 0,
  needsMate: false,
  alone: true,
  offline: true,
  parentOf: ({ parent }) => parent,
  advice: null,
  angle: true,
  variant: null,
} as const satisfies DirectedOperator;
