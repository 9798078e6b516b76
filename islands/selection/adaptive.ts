import { crowding } from "./crowding.ts";
import { novelty } from "./novelty.ts";
import type { SelectionPolicy, SelectionView } from "./policy.ts";

/**
 * Pressure by progress (after AdaEvolve: explore by how little was gained lately): while the island's best keeps improving, the best
 * is the parent; the longer it has not, the more parents are drawn for novelty. With several objectives no elite is the best of all,
 * and parents are drawn by crowding.
 */
export const adaptive: SelectionPolicy = {
  description:
    "the best while it improves, and the longer it does not, others for novelty; with several objectives as crowding does",
  select(view, random) {
    if (view.aims.length > 1) return crowding.select(view, random);
    if (view.ranking.length === 1 || random.next() >= restlessness(view)) return 0;
    return novelty.select(view, random);
  },
};

/** Share of parents that are drawn for novelty: 0 right after an improvement, towards {@link MOST} as none comes. */
function restlessness({ stale }: SelectionView): number {
  return (MOST * stale ** 2) / (stale ** 2 + PATIENCE ** 2);
}

/** Largest share of parents that are drawn for novelty. */
const MOST = 0.6;
/** Results without an improvement after which half of that is reached. */
const PATIENCE = 100;
