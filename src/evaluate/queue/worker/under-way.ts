/** Evaluations of one parcel, as long as they are under way. */
export interface Together extends Disposable {
  /** Aborts when none of them is wanted any more. */
  readonly signal: AbortSignal;
  isWanted(name: string): boolean;
}

/** Evaluations that a worker has under way, by their names, each of which whoever asked for it may call off. */
export interface UnderWay {
  /** Keeps in mind what is called off until this is disposed of: it may be on its way here, and begin. */
  expect(): Disposable;
  begin(names: readonly string[]): Together;
  callOff(name: string): void;
}

/** Evaluations that travel together, and those of them that somebody still wants. */
interface Group {
  readonly abort: AbortController;
  readonly wanted: Set<string>;
}

/**
 * Opens the list. Evaluations that travel together end together: one signal is for all of a parcel, because a signal for each takes
 * as long as a cheap evaluation's way through the queue. One that is here twice, in a parcel and in its copy, is called off in both.
 */
export function createUnderWay(): UnderWay {
  const groupsOf = new Map<string, readonly Group[]>();
  /** Called off while they may be on their way; `null` while nothing is. */
  let early: Set<string> | null = null;
  return {
    expect() {
      early = new Set();
      return {
        [Symbol.dispose]() {
          early = null;
        },
      };
    },
    begin(names) {
      const wanted = new Set(names.filter((name) => !early?.has(name)));
      const group: Group = { abort: new AbortController(), wanted };
      for (const name of wanted) groupsOf.set(name, [...(groupsOf.get(name) ?? []), group]);
      return {
        signal: group.abort.signal,
        isWanted: (name) => group.wanted.has(name),
        [Symbol.dispose]() {
          for (const name of new Set(names)) {
            const others = (groupsOf.get(name) ?? []).filter((one) => one !== group);
            if (others.length > 0) groupsOf.set(name, others);
            else groupsOf.delete(name);
          }
        },
      };
    },
    callOff(name) {
      early?.add(name);
      for (const { abort, wanted } of groupsOf.get(name) ?? [])
        if (wanted.delete(name) && wanted.size === 0) abort.abort();
    },
  };
}
