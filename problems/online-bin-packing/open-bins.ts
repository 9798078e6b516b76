/** Stands for no bin; every bin's number is smaller. */
export const NO_BIN: number = 2 ** 31 - 1;

/**
 * Open bins, numbered in the order of opening. Bins with equal room differ by age only, so there is one heap per remaining
 * capacity, the oldest bin on top.
 */
export interface OpenBins {
  /** Oldest bin of each remaining capacity, or `NO_BIN`. */
  readonly oldest: Int32Array;
  add(remaining: number, bin: number): void;
  /** Removes the oldest bin with this remaining capacity; there must be one. */
  removeOldest(remaining: number): void;
}

/** No bins yet, for remaining capacities 0 to `capacity`. */
export function createOpenBins(capacity: number): OpenBins {
  const heaps: number[][] = Array.from({ length: capacity + 1 }, () => []);
  const oldest = new Int32Array(capacity + 1).fill(NO_BIN);
  return {
    oldest,
    add(remaining, bin) {
      const heap = heaps[remaining] as number[];
      push(heap, bin);
      oldest[remaining] = heap[0] as number;
    },
    removeOldest(remaining) {
      const heap = heaps[remaining] as number[];
      removeTop(heap);
      oldest[remaining] = heap[0] ?? NO_BIN;
    },
  };
}

/** Adds to a binary heap, smallest on top. */
function push(heap: number[], value: number): void {
  let place = heap.length;
  heap.push(value);
  while (place > 0) {
    const parent = (place - 1) >> 1;
    if ((heap[parent] as number) <= value) break;
    heap[place] = heap[parent] as number;
    place = parent;
  }
  heap[place] = value;
}

/** Takes the smallest off a binary heap that is not empty. */
function removeTop(heap: number[]): void {
  const value = heap.pop() as number;
  if (heap.length === 0) return;
  let place = 0;
  for (let child = 1; child < heap.length; child = 2 * place + 1) {
    if (child + 1 < heap.length && (heap[child + 1] as number) < (heap[child] as number)) child++;
    if ((heap[child] as number) >= value) break;
    heap[place] = heap[child] as number;
    place = child;
  }
  heap[place] = value;
}
