import type { RunConfig } from "../../config/index.ts";
import type { Problem } from "../../problem/index.ts";

/** The plan of a problem's run, as far as rounds decide it. */
export interface Plan {
  /** The configuration, with the evaluations of all rounds where nobody names a budget. */
  readonly config: RunConfig;
  /** Mean number of opponents of a round, in opponents of the first one; 1 where there are no rounds, or opponents are not known. */
  readonly growth: number;
}

/** The plan of a run: its rounds have budgets of their own, and opponents join as champions come. */
export function planOf({ definition }: Problem, config: RunConfig): Plan {
  const { adversarial } = definition;
  if (adversarial === null) return { config, growth: 1 };
  const { rounds, evaluationsPerRound, initial, lastChampions, perRound, against } = adversarial;
  const sides = against === null ? 1 : 2;
  const isOpen = config.evaluations === null && config.timeMs === null;
  let met = 0;
  for (let round = 0; round < rounds; round++)
    met += initial.length + Math.min(lastChampions ?? Number.POSITIVE_INFINITY, round * perRound);
  return {
    config: isOpen ? { ...config, evaluations: sides * rounds * evaluationsPerRound } : config,
    growth: initial.length === 0 ? 1 : met / (rounds * initial.length),
  };
}
