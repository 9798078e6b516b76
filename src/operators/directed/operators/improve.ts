import type { DirectedOperator } from "./operator.ts";

/** The plain way: change the parent from an angle that is drawn for the step. */
export const improve = {
  name: "improve",
  description: "Improve the parent.",
  weight: 4,
  needsMate: false,
  alone: true,
  offline: false,
  parentOf: ({ parent }) => parent,
  advice: null,
  angle: true,
  variant: null,
} as const satisfies DirectedOperator;
