/**
 * Directed operators: the ways to make a child in a run with models. One file per operator and one line in
 * the table; the weights among the settings and the bandit's arms follow the table, in its order. Stands
 * below the settings, so that they can.
 */
import { agent } from "./agent.ts";
import { crossover } from "./crossover.ts";
import { improve } from "./improve.ts";
import { mutate } from "./mutate.ts";
import type { DirectedOperator } from "./operator.ts";
import { recombine } from "./recombine.ts";
import { refine } from "./refine.ts";
import { revise } from "./revise.ts";

export type { DirectedOperator } from "./operator.ts";

/** The directed operators by name. */
export const DIRECTED_OPERATORS = {
  improve,
  crossover,
  revise,
  recombine,
  refine,
  mutate,
  agent,
} as const satisfies { readonly [name: string]: DirectedOperator };

/** Name of a directed operator. */
export type DirectedOperatorName = keyof typeof DIRECTED_OPERATORS;

/** The operator that makes the child where another one cannot. */
export const PLAIN_OPERATOR = improve;
