import { crowding as distances, frontOf, paretoOrder, pointOf } from "../../src/core/index.ts";
import type { SelectionPolicy } from "./policy.ts";

/**
 * Crowded tournament (NSGA-II, Deb et al. 2002) over the problem's objectives: of two elites, the one that none
 * dominates; of two such, the one with more room around it on the front. With one objective that is the best.
 */
export const crowding: SelectionPolicy = {
  description: "with several objectives: of two, the one on the front, and there the less crowded",
  select({ ranking, aims }, random) {
    if (aims.length < 2) return 0;
    const front = frontOf(ranking, paretoOrder(aims));
    const room = distances(front.map((elite) => pointOf(elite, aims.length)));
    const places = new Map(front.map((elite, place) => [elite, room[place] as number]));
    const first = random.int(ranking.length);
    const second = random.int(ranking.length);
    const roomOf = (index: number): number => places.get(ranking[index] as (typeof front)[number]) ?? -1;
    return roomOf(second) > roomOf(first) ? second : first;
  },
};
