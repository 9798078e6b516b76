/** A memory of what was put into it last, of bounded size. */
export interface Recent<V> {
  get(key: string): V | undefined;
  set(key: string, value: V): void;
  delete(key: string): void;
}

/** Entries that are remembered at most. */
const REMEMBERED = 4_096;

/** Opens an empty memory; the last half of its entries, at least, is in it. */
export function createRecent<V>(): Recent<V> {
  // two halves, of which the older one goes as a whole: to take the oldest out of a map, again and again, takes longer and longer
  let older = new Map<string, V>();
  let newer = new Map<string, V>();
  return {
    get: (key) => newer.get(key) ?? older.get(key),
    set(key, value) {
      newer.set(key, value);
      if (newer.size < REMEMBERED / 2) return;
      older = newer;
      newer = new Map();
    },
    delete(key) {
      older.delete(key);
      newer.delete(key);
    },
  };
}
