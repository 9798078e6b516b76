/**
 * Selection: which elite becomes a parent. One file per policy and one line in the table; the setting
 * `selection.policy`, its schema and the flag `--selection` follow the table. Stands below the settings, so
 * that they can.
 */
import { adaptive } from "./adaptive.ts";
import { boltzmann } from "./boltzmann.ts";
import { clade } from "./clade.ts";
import { crowding } from "./crowding.ts";
import { instances } from "./instances.ts";
import { novelty } from "./novelty.ts";
import { pareto } from "./pareto.ts";
import type { SelectionPolicy } from "./policy.ts";
import { rank } from "./rank.ts";
import { seed } from "./seed.ts";
import { switching } from "./switching.ts";
import { ucb } from "./ucb.ts";
import { uniform } from "./uniform.ts";

export type { Descent, SelectionPolicy, SelectionView } from "./policy.ts";

/** The selection policies by name. */
export const SELECTION_POLICIES = {
  adaptive,
  boltzmann,
  switching,
  novelty,
  clade,
  ucb,
  pareto,
  crowding,
  instances,
  rank,
  uniform,
  seed,
} as const satisfies { readonly [name: string]: SelectionPolicy };

/** Name of a selection policy. */
export type SelectionName = keyof typeof SELECTION_POLICIES;

/** The names, in the order of the table. */
export const SELECTION_NAMES = Object.keys(SELECTION_POLICIES) as readonly SelectionName[];

/** The policy of that name. */
export function selectionPolicy(name: SelectionName): SelectionPolicy {
  return SELECTION_POLICIES[name];
}
