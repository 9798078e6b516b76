/** Evaluations of one parcel, as long as they are under way. */
export interface Together extends Disposable {
  /** Aborts when none of them is wanted any more. */
  readonly signal: AbortSignal;
  isWanted(name: string): boolean;
}

/** Evaluations that a worker has under way, by their names, each of which whoever asked for it may call off. */
export interface UnderWay {
  begin(names: readonly string[]): Together;
  callOff(name: string): void;
}

/**
 * Opens the list. Evaluations that travel together end together: one signal is for all of a parcel, because a signal for each takes
 * as long as a cheap evaluation's way through the queue.
 */
export function createUnderWay(): UnderWay {
  const groups = new Map<string, { readonly abort: AbortController; readonly wanted: Set<string> }>();
  return {
    begin(names) {
      const group = { abort: new AbortController(), wanted: new Set(names) };
      for (const name of names) groups.set(name, group);
      return {
        signal: group.abort.signal,
        isWanted: (name) => group.wanted.has(name),
        [Symbol.dispose]() {
          for (const name of names) if (groups.get(name) === group) groups.delete(name);
        },
      };
    },
    callOff(name) {
      const group = groups.get(name);
      if (group?.wanted.delete(name) && group.wanted.size === 0) group.abort.abort();
    },
  };
}
