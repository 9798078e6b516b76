import { createRecent } from "./recent.ts";

/** Keys of which whatever still comes is of no use to anybody: on record, measured, or called off. */
export interface Needless {
  /** Has what lies under these keys forgotten, and what comes later, too. */
  add(...keys: readonly string[]): void;
  /** Notes that somebody asks for it again. */
  asked(key: string): void;
  /** Has what came for nobody forgotten, where it is needless; else it stays for a later sitting. */
  came(key: string): void;
}

/**
 * Opens a memory of needless keys.
 *
 * @param forget - takes away what lies under a key
 */
export function createNeedless(forget: (key: string) => void): Needless {
  const known = createRecent<true>();
  return {
    add(...keys) {
      for (const key of keys) {
        known.set(key, true);
        forget(key);
      }
    },
    asked: (key) => known.delete(key),
    came(key) {
      if (known.get(key)) forget(key);
    },
  };
}
