import { isObject, type Json, shortHash } from "../../core/index.ts";
import type { Problem } from "../../problem/index.ts";

/**
 * The problem of a turn: its inputs know the opponents, and its version depends on them.
 *
 * @param turn - of this side, from 0
 */
export function against(problem: Problem, opponents: readonly Json[], turn: number): Problem {
  const { definition } = problem;
  const enrich = (input: Json): Json => ({ ...(isObject(input) ? input : { input }), opponents });
  return {
    ...problem,
    definition: {
      ...definition,
      inputs: definition.inputs.map(enrich),
      holdout: definition.holdout.map(enrich),
      adversarial: null,
      turn,
    },
    version: shortHash(`${problem.version}/${JSON.stringify(opponents)}`),
  };
}

/**
 * A problem as its first turn is played, against the opponents that are always there; one that names none, or is not adversarial,
 * as it is. So a program that is scored outside a run gets the score that the first turn would give it.
 */
export function asInFirstTurn(problem: Problem): Problem {
  const initial = problem.definition.adversarial?.initial ?? [];
  return initial.length === 0 ? problem : against(problem, initial, 0);
}
