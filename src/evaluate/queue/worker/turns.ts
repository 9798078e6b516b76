/** Something that workers take turns at. */
export interface Turn {
  readonly weight: number;
  /** Turns that it has had, by its weight. */
  had: number;
}

/**
 * The one whose turn it is: that which had the fewest, by weight (stride scheduling, Waldspurger and Weihl
 * 1995). Its turn counts as had. `null` where there is none.
 */
export function nextTurn<T extends Turn>(among: readonly T[]): T | null {
  let next: T | null = null;
  for (const one of among) if (next === null || one.had < next.had) next = one;
  if (next !== null) next.had += 1 / next.weight;
  return next;
}

/** Turns that a newcomer counts as having had, so that it does not make up for the time before it came. */
export function turnsSoFar(among: readonly Turn[]): number {
  return among.length === 0 ? 0 : Math.min(...among.map(({ had }) => had));
}
