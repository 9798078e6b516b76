import type { DirectedOperator } from "./operator.ts";

/** Polish of the island's best program; a prompt that asks for another method would contradict it. */
export const refine = {
  name: "refine",
  description: "Polish the island's best program.",
  weight: 1,
  needsMate: false,
  alone: false,
  offline: false,
  parentOf: (island) => island.elites(1)[0] ?? island.parent,
  advice: "advice-refine",
  angle: true,
  variant: "default",
} as const satisfies DirectedOperator;
