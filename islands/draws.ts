import type { RunConfig } from "../src/config/index.ts";
import type { Elite } from "../src/core/index.ts";
import type { IslandView } from "../src/operators/index.ts";
import type { SelectionPolicy, SelectionView } from "./selection/index.ts";
import { affordable, among } from "./thrift.ts";

/** The draws of one step from an island as it was: its parent, and mates. */
export interface Draws {
  readonly parent: Elite;
  /** Each call draws anew: another elite, the parent itself where there is no other, or (`selection.mates`) any of them. */
  mate(): Elite;
}

/** Draws a step's parent. @param random - opens a stream of the step */
export function drawParents(
  island: SelectionView,
  policy: SelectionPolicy,
  { mates, thrift = 0 }: Pick<RunConfig["selection"], "mates" | "thrift">,
  random: IslandView["random"],
): Draws {
  const view = affordable(island, thrift, random);
  const chosen = policy.select(view, random("parent"));
  const parent = view.ranking[chosen] as Elite;
  let drawn = 0;
  let others: SelectionView | undefined;
  return {
    parent,
    mate() {
      if (view.ranking.length === 1) return parent;
      others ??=
        mates === "all"
          ? view
          : among(
              view,
              [...view.ranking.keys()].filter((index) => index !== chosen),
            );
      return others.ranking[policy.select(others, random(`mate-${drawn++}`))] as Elite;
    },
  };
}
