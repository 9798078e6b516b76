import type { DatabaseSync } from "node:sqlite";
import { canonicalJson, GalapagosError, parseCandidateId } from "../core/index.ts";
import { checkPosition } from "./candidate-row.ts";
import type { LessonEventRecord, LessonLink } from "./lesson-records.ts";
import { packJson, unpackJson } from "./stored-json.ts";

/**
 * Prepares the statements that take events of the memory into the tables. Repeating an event is a no-op;
 * another one at the same place is an error, not a repair.
 */
export function createLessonIngest(db: DatabaseSync): (event: LessonEventRecord) => void {
  const add = db.prepare(
    "INSERT INTO lesson_events(origin, island, at, seq, data) VALUES(?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
  );
  const recorded = db.prepare(
    "SELECT data FROM lesson_events WHERE origin = ? AND island = ? AND at = ? AND seq = ?",
  );
  const addSubject = db.prepare(
    "INSERT OR IGNORE INTO lesson_subjects(lesson, origin, at, island, seq) VALUES(?, ?, ?, ?, ?)",
  );
  const addLink = db.prepare(
    "INSERT OR IGNORE INTO lesson_links(lesson, role, step, island) VALUES(?, ?, ?, ?)",
  );
  const link = ({ lesson, role, candidate }: LessonLink): void => {
    const position = parseCandidateId(candidate);
    if (position === null) {
      throw new GalapagosError(`Lesson ${lesson} names "${candidate}" as a candidate.`, {
        code: "store/invalid",
        exitCode: 1,
      });
    }
    addLink.run(lesson, role, position.step, position.island);
  };
  return ({ origin, island, at, seq, data, lessons, links }) => {
    checkPosition("lesson event", island, at);
    checkPosition("lesson event", island, seq);
    if (add.run(origin, island, at, seq, packJson(data)).changes === 0) {
      const before = unpackJson(recorded.get(origin, island, at, seq)?.data ?? null);
      if (canonicalJson(before) === canonicalJson(data)) return;
      throw new GalapagosError(
        `The memory has another event on record (${origin}, island ${island}, ${at}, number ${seq}).`,
        {
          code: "store/conflict",
          hint: "The replay took another path than the record. Go on in a new run: galapagos fork <run>",
          exitCode: 1,
        },
      );
    }
    for (const lesson of lessons) addSubject.run(lesson, origin, at, island, seq);
    for (const one of links) link(one);
  };
}
