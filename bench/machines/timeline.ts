/** Events on a logical clock, soonest first; a binary heap. */
export interface Timeline<T> {
  at(time: number, what: T): void;
  /** Takes the soonest; `null` where nothing is left. */
  next(): { readonly at: number; readonly what: T } | null;
}

/** Begins a logical clock. What happens at one moment happens in the order it was noted. */
export function createTimeline<T>(): Timeline<T> {
  const heap: { readonly at: number; readonly order: number; readonly what: T }[] = [];
  let noted = 0;
  const isSooner = (a: number, b: number): boolean => {
    const [one, other] = [heap[a], heap[b]];
    if (one === undefined || other === undefined) return false;
    return one.at < other.at || (one.at === other.at && one.order < other.order);
  };
  const swap = (a: number, b: number): void => {
    [heap[a], heap[b]] = [heap[b] as (typeof heap)[number], heap[a] as (typeof heap)[number]];
  };
  return {
    at(time, what) {
      heap.push({ at: time, order: noted++, what });
      for (let child = heap.length - 1; child > 0; ) {
        const parent = (child - 1) >> 1;
        if (!isSooner(child, parent)) break;
        swap(child, parent);
        child = parent;
      }
    },
    next() {
      if (heap.length === 0) return null;
      swap(0, heap.length - 1);
      const soonest = heap.pop() ?? null;
      for (let parent = 0; ; ) {
        const [left, right] = [2 * parent + 1, 2 * parent + 2];
        const child = isSooner(right, left) ? right : left;
        if (!isSooner(child, parent)) break;
        swap(child, parent);
        parent = child;
      }
      return soonest;
    },
  };
}
