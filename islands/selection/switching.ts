import { boltzmann } from "./boltzmann.ts";
import { novelty } from "./novelty.ts";
import { pareto } from "./pareto.ts";
import type { SelectionPolicy } from "./policy.ts";

/**
 * A policy for each stretch of a plateau (after GEPA and EvoX, which switch when progress stops): Boltzmann selection while the island
 * improves, and where it does not, novelty, Pareto crowding and Boltzmann selection by turns.
 */
export const switching: SelectionPolicy = {
  description:
    "as boltzmann does while the island improves; on a plateau novelty, pareto and boltzmann take turns",
  select(view, random) {
    const turn = TURNS[Math.floor(view.stale / STRETCH) % TURNS.length] as SelectionPolicy;
    return turn.select(view, random);
  },
};

const TURNS = [boltzmann, novelty, pareto];
/** Results of a turn. */
const STRETCH = 200;
