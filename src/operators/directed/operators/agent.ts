import type { DirectedOperator } from "./operator.ts";

/** A coding agent, which works on the parent in a folder of its own (docs/agents.md). */
export const agent = {
  name: "agent",
  description: "A coding agent works on the parent (directed.agent).",
  weight: 0,
  needsMate: false,
  alone: true,
  offline: false,
  parentOf: ({ parent }) => parent,
  advice: null,
  angle: true,
  variant: null,
} as const satisfies DirectedOperator;
