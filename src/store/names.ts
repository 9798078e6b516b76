import type { DatabaseSync } from "node:sqlite";

/** Texts that a run repeats many thousand times (engines, lists of feature names), by number. */
export interface NameIngest {
  /** The number of a text, which gets one when it has none. */
  numberOf(text: string): number;
  /** Forgets what was written in a transaction that was taken back. */
  forget(): void;
}

/** The word in place of the engine of a verdict that nothing ran for. */
export const NOTHING_RAN = "none";

/** The number of {@link NOTHING_RAN} in every run, so that a query can say it. */
export const NOTHING_RAN_NUMBER = 0;

/** Prepares the statements that give texts their numbers. */
export function createNameIngest(db: DatabaseSync): NameIngest {
  const find = db.prepare("SELECT id FROM names WHERE text = ?");
  const add = db.prepare("INSERT INTO names(text) VALUES(?)");
  const known = new Map<string, number>([[NOTHING_RAN, NOTHING_RAN_NUMBER]]);
  return {
    numberOf(text) {
      const before = known.get(text) ?? find.get(text)?.id;
      const number = Number(before ?? add.run(text).lastInsertRowid);
      known.set(text, number);
      return number;
    },
    forget() {
      known.clear();
      known.set(NOTHING_RAN, NOTHING_RAN_NUMBER);
    },
  };
}
