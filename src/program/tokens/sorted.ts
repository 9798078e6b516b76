/** The number of entries, ascending by a key, whose key is below a bound. */
export function countBelow<T>(entries: readonly T[], bound: number, keyOf: (entry: T) => number): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (keyOf(entries[middle] as T) < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}
