import type { Operator } from "../operator.ts";
import type { DirectedOptions } from "./create-directed.ts";

/** Opens the operator that asks models. Its modules are loaded now: runs without models do without them. */
export async function openDirectedOperator(options: DirectedOptions): Promise<Operator> {
  const { createDirectedOperator } = await import("./create-directed.ts");
  return createDirectedOperator(options);
}
