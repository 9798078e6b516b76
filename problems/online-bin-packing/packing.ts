import { CAPACITY } from "./instances.ts";
import { createOpenBins, NO_BIN } from "./open-bins.ts";

/** Priorities: `table[item - 1][remaining - item]` for every item size and every remaining capacity ≥ the item. */
export type PriorityTable = readonly (readonly number[])[];

/** A table as ranks, `ranks[item * (CAPACITY + 1) + remaining]`: 0 for the highest priority of an item, equal for equals. */
export type Ranks = Int32Array;

/** One packed instance. */
export interface Packing {
  /** Bins used. */
  readonly bins: number;
  /** Bins that ended exactly full. */
  readonly perfectFits: number;
  /** Bins opened although an open one had room. */
  readonly earlyOpenings: number;
}

/** A table from a rule, for the baselines. */
export function tableOf(rule: (item: number, remaining: number) => number): PriorityTable {
  return Array.from({ length: CAPACITY }, (_, index) =>
    Array.from({ length: CAPACITY - index }, (_, extra) => rule(index + 1, index + 1 + extra)),
  );
}

/** First fit: the earliest opened bin with room. Equal priorities do that, since ties go to the earliest. */
export const FIRST_FIT: PriorityTable = tableOf(() => 0);

/** Best fit: the fullest bin with room. */
export const BEST_FIT: PriorityTable = tableOf((item, remaining) => item - remaining);

/** Lower bound on the bins of any packing (L1): total size over capacity, rounded up. */
export function lowerBound(items: readonly number[]): number {
  return Math.ceil(items.reduce((sum, item) => sum + item, 0) / CAPACITY);
}

/** Ranks the priorities of each item, once for all instances. */
export function rankTable(table: PriorityTable): Ranks {
  const ranks = new Int32Array((CAPACITY + 1) ** 2);
  for (const [index, row] of table.entries()) {
    const item = index + 1;
    const levels = [...new Set(Float64Array.from(row).sort())].reverse();
    const rankOf = new Map(levels.map((level, rank) => [level, rank]));
    for (const [extra, priority] of row.entries()) {
      ranks[item * (CAPACITY + 1) + item + extra] = rankOf.get(priority) ?? 0;
    }
  }
  return ranks;
}

/**
 * Packs the items in order of arrival, none ever moved: each goes to the bin with the highest priority among those with
 * room and one empty bin; among equals to the bin that was opened first (the empty one last).
 */
export function pack(items: readonly number[], ranks: Ranks): Packing {
  const open = createOpenBins(CAPACITY);
  const { oldest } = open;
  let bins = 0;
  let perfectFits = 0;
  let earlyOpenings = 0;
  open.add(CAPACITY, bins);
  for (const item of items) {
    let chosen = CAPACITY;
    let bin = NO_BIN;
    let rank = NO_BIN;
    let choices = 0;
    for (let remaining = item; remaining <= CAPACITY; remaining++) {
      const candidate = oldest[remaining] as number;
      if (candidate === NO_BIN) continue;
      choices++;
      const candidateRank = ranks[item * (CAPACITY + 1) + remaining] as number;
      if (candidateRank > rank || (candidateRank === rank && candidate > bin)) continue;
      chosen = remaining;
      bin = candidate;
      rank = candidateRank;
    }
    open.removeOldest(chosen);
    if (chosen === CAPACITY) {
      if (choices > 1) earlyOpenings++;
      bins++;
      open.add(CAPACITY, bins);
    }
    if (chosen === item) perfectFits++;
    else open.add(chosen - item, bin);
  }
  return { bins, perfectFits, earlyOpenings };
}
