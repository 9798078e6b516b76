import type { DirectedOperator } from "./operator.ts";

/** Departure from the way that the parent's lineage went. */
export const revise = {
  name: "revise",
  description: "Leave the way that the parent's lineage went.",
  weight: 1,
  needsMate: false,
  alone: false,
  offline: false,
  parentOf: ({ parent }) => parent,
  advice: "advice-revise",
  angle: false,
  variant: "default",
} as const satisfies DirectedOperator;
