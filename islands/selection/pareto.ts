import type { SelectionPolicy, SelectionView } from "./policy.ts";

/**
 * Pareto crowding (NSGA-II, Deb et al. 2002) over two aims, rank and few children: of two elites that none beats in both, the one
 * with the emptier neighbourhood is the parent.
 */
export const pareto: SelectionPolicy = {
  description: "among those that none beats in rank and rarity as a parent, the less crowded",
  select(view, random) {
    const front = frontOf(view);
    const first = random.int(front.length);
    const second = random.int(front.length);
    return (
      crowding(front, first, view) >= crowding(front, second, view) ? front[first] : front[second]
    ) as number;
  },
};

/** Indices of the elites that none beats in both aims, best rank first; their counts of children fall. */
function frontOf({ ranking, visits }: SelectionView): readonly number[] {
  let least = Number.POSITIVE_INFINITY;
  return [...ranking.keys()].filter((index) => {
    const count = visits(index);
    if (count >= least) return false;
    least = count;
    return true;
  });
}

/** Distance between its neighbours on the front, as a share of the front's extent in each aim; the ends lie alone. */
function crowding(front: readonly number[], at: number, { visits }: SelectionView): number {
  const [before, after] = [front[at - 1], front[at + 1]];
  const [first, last] = [front[0] as number, front.at(-1) as number];
  if (before === undefined || after === undefined) return Number.POSITIVE_INFINITY;
  return (
    (after - before) / (last - first) + (visits(before) - visits(after)) / (visits(first) - visits(last))
  );
}
