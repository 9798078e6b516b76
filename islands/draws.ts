import type { RunConfig } from "../src/config/index.ts";
import type { Elite } from "../src/core/index.ts";
import type { IslandView } from "../src/operators/index.ts";
import type { SelectionPolicy, SelectionView } from "./selection/index.ts";

/** The draws of one step from an island as it was: its parent, and mates. */
export interface Draws {
  readonly parent: Elite;
  /** Each call draws anew: another elite, the parent itself where there is no other, or (`selection.mates`) any of them. */
  mate(): Elite;
}

/** Draws a step's parent. @param random - opens a stream of the step */
export function drawParents(
  view: SelectionView,
  policy: SelectionPolicy,
  mates: RunConfig["selection"]["mates"],
  random: IslandView["random"],
): Draws {
  const chosen = policy.select(view, random("parent"));
  const parent = view.ranking[chosen] as Elite;
  let drawn = 0;
  let others: SelectionView | undefined;
  return {
    parent,
    mate() {
      if (view.ranking.length === 1) return parent;
      others ??= mates === "all" ? view : without(view, chosen);
      return others.ranking[policy.select(others, random(`mate-${drawn++}`))] as Elite;
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
