import type { Elite, Order, Random } from "../src/core/index.ts";
import type { SelectionView } from "./selection/index.ts";

/**
 * An archive's order in which a dearer program does not make a cheaper one superfluous: a cell keeps its best program of each power
 * of two of cost below the best one's. Where all cost about the same, or the engine counts nothing, it is the order given.
 */
export function thriftyOrder(order: Order<Elite>): Order<Elite> {
  return {
    ...order,
    dominates: (a, b) => order.dominates(a, b) && doublings(a) <= doublings(b),
  };
}

/** Most programs of a cell: no engine's limits allow more powers of two of cost. */
export const MOST_COSTS = 32;

/**
 * A view of what a step may breed from: elites that cost at most a limit, which is drawn so that those of k times the least cost are
 * in one view of k^thrift. Children cost about what their parents do: with a thrift of 1 programs of every cost get the same share
 * of the run's time, and a loop that takes fifty times as long for a gain in the third digit does not slow every step that follows.
 *
 * @param random - opens a stream of the step
 */
export function affordable(
  view: SelectionView,
  thrift: number,
  random: (purpose: string) => Random,
): SelectionView {
  if (thrift === 0) return view;
  const costs = view.ranking.map(costOf);
  const least = Math.min(...costs);
  if (costs.every((cost) => cost === least)) return view;
  const limit = least * (1 - random("thrift").next()) ** (-1 / thrift);
  return among(
    view,
    costs.flatMap((cost, index) => (cost <= limit ? [index] : [])),
  );
}

/** A view of some of its elites. @param kept - their indices, ascending */
export function among(view: SelectionView, kept: readonly number[]): SelectionView {
  const at = (index: number): number => kept[index] as number;
  return {
    ...view,
    ranking: kept.map((index) => view.ranking[index] as Elite),
    visits: (index) => view.visits(at(index)),
    niche: (index) => view.niche(at(index)),
    hits: (index) => view.hits(at(index)),
    descendants: (index) => view.descendants(at(index)),
  };
}

function doublings(elite: Elite): number {
  return Math.floor(Math.log2(costOf(elite)));
}

/** Cost of an evaluation in units of fuel; its fixed part is about one. */
function costOf({ fuel = 0 }: Elite): number {
  return 1 + fuel;
}
