import { openReadDatabase } from "./database.ts";
import { createCallReader } from "./read/call-reader.ts";
import { createCourseReader } from "./read/course-reader.ts";
import { createLessonReader } from "./read/lesson-reader.ts";
import { createQueries } from "./read/queries.ts";
import { createStoreReader } from "./read/store-reader.ts";
import type { OpenRecord } from "./records.ts";
import type { RunLocation } from "./run-location.ts";

/**
 * Opens the record of a run for reading, live or finished: one read-only connection, of the calling thread.
 *
 * @throws GalapagosError `run/missing`, `run/empty`, `run/newer`, `run/older`, `store/*`; so do the methods
 * of its parts
 */
export function openRecord({ folder }: RunLocation): OpenRecord {
  const db = openReadDatabase(folder);
  const queries = createQueries(db, folder);
  return {
    candidates: createStoreReader(queries),
    calls: createCallReader(queries),
    lessons: createLessonReader(queries),
    course: createCourseReader(queries),
    [Symbol.dispose]() {
      if (db.isOpen) db.close();
    },
  };
}
