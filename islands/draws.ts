import type { Elite } from "../src/core/index.ts";
import type { IslandView } from "../src/operators/index.ts";
import type { SelectionPolicy, SelectionView } from "./selection/index.ts";

/** The draws of one step from an island as it was: its parent, and mates that are other elites where there are any. */
export interface Draws {
  readonly parent: Elite;
  /** Each call draws anew; the parent itself where the island has no other elite. */
  mate(): Elite;
}

/** Draws a step's parent. @param random - opens a stream of the step */
export function drawParents(
  view: SelectionView,
  policy: SelectionPolicy,
  random: IslandView["random"],
): Draws {
  const chosen = policy.select(view, random("parent"));
  const parent = view.ranking[chosen] as Elite;
  let mates = 0;
  let others: SelectionView | undefined;
  return {
    parent,
    mate() {
      if (view.ranking.length === 1) return parent;
      others ??= without(view, chosen);
      return others.ranking[policy.select(others, random(`mate-${mates++}`))] as Elite;
    },
  };
}

/** The view without one of its elites. */
function without(view: SelectionView, left: number): SelectionView {
  const at = (index: number): number => (index < left ? index : index + 1);
  return {
    ...view,
    ranking: view.ranking.filter((_, index) => index !== left),
    visits: (index) => view.visits(at(index)),
    niche: (index) => view.niche(at(index)),
    hits: (index) => view.hits(at(index)),
    descendants: (index) => view.descendants(at(index)),
  };
}
