import { CAPACITY } from "./instances.ts";

/** Priorities: `table[item - 1][remaining - item]` for every item size and every remaining capacity ≥ the item. */
export type PriorityTable = readonly (readonly number[])[];

/** What came of packing one instance. */
export interface Packing {
  /** Bins used. */
  readonly bins: number;
  /** Items that filled a bin to the brim. */
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

/**
 * Packs the items in order of arrival, none ever moved: each goes to the bin with the highest priority among those with
 * room and one empty bin; among equals to the bin that was opened first (the empty one last).
 */
export function pack(items: readonly number[], table: PriorityTable): Packing {
  const orders = table.map(preferences);
  const open = createOpenBins();
  let bins = 0;
  let perfectFits = 0;
  let earlyOpenings = 0;
  open.add(CAPACITY, bins);
  for (const item of items) {
    const remaining = choose(item, table[item - 1] ?? [], orders[item - 1] ?? [], open.oldest);
    const bin = open.take(remaining);
    if (remaining === CAPACITY) {
      if (open.anyWithRoom(item)) earlyOpenings++;
      bins++;
      open.add(CAPACITY, bins);
    }
    if (remaining === item) perfectFits++;
    else open.add(remaining - item, bin);
  }
  return { bins, perfectFits, earlyOpenings };
}

/** Remaining capacities of one row, highest priority first. */
function preferences(row: readonly number[], index: number): readonly number[] {
  const byPriority = row.map((_, extra) => extra).sort((a, b) => (row[b] ?? 0) - (row[a] ?? 0) || a - b);
  return byPriority.map((extra) => index + 1 + extra);
}

/** Remaining capacity of the bin that gets the item: an empty bin at least is always there. */
function choose(item: number, row: readonly number[], order: readonly number[], oldest: Int32Array): number {
  let chosen = CAPACITY;
  let bin = NONE;
  let priority = 0;
  for (const remaining of order) {
    if (bin !== NONE && row[remaining - item] !== priority) break;
    const candidate = oldest[remaining] ?? NONE;
    if (candidate >= bin) continue;
    chosen = remaining;
    bin = candidate;
    priority = row[remaining - item] ?? 0;
  }
  return chosen;
}

/** Stands for no bin; every bin's number is smaller. */
const NONE = 2 ** 31 - 1;

/** Open bins, numbered in the order of opening: one pile per remaining capacity, since bins in it differ by age only. */
interface OpenBins {
  /** Oldest bin of each remaining capacity, or `NONE`. */
  readonly oldest: Int32Array;
  add(remaining: number, bin: number): void;
  /** Removes and returns the oldest bin of a pile. */
  take(remaining: number): number;
  anyWithRoom(item: number): boolean;
}

function createOpenBins(): OpenBins {
  const piles: number[][] = Array.from({ length: CAPACITY + 1 }, () => []);
  const oldest = new Int32Array(CAPACITY + 1).fill(NONE);
  return {
    oldest,
    add(remaining, bin) {
      const pile = piles[remaining] ?? [];
      pile.splice(placeByAge(pile, bin), 0, bin);
      oldest[remaining] = pile.at(-1) ?? NONE;
    },
    take(remaining) {
      const pile = piles[remaining] ?? [];
      const bin = pile.pop() ?? NONE;
      oldest[remaining] = pile.at(-1) ?? NONE;
      return bin;
    },
    anyWithRoom(item) {
      for (let room = item; room <= CAPACITY; room++) if (oldest[room] !== NONE) return true;
      return false;
    },
  };
}

/** Where a bin belongs in a pile that is sorted from the latest to the earliest opened. */
function placeByAge(pile: readonly number[], bin: number): number {
  let low = 0;
  let high = pile.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((pile[middle] ?? 0) > bin) low = middle + 1;
    else high = middle;
  }
  return low;
}
