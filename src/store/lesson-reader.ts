import { type CandidateId, candidateId, parseCandidateId } from "../core/index.ts";
import type { Row } from "./candidate-row.ts";
import { openReadDatabase } from "./database.ts";
import type { LessonEventRecord, LessonLink, LessonOrigin, LessonReader } from "./lesson-records.ts";
import { storeError } from "./store-error.ts";
import { unpackJson } from "./stored-json.ts";

/** Steps whose events are fetched at a time: no cursor stays open between pages. */
const PAGE = 512;

/**
 * Opens a read-only connection to the memory of a run.
 *
 * @throws GalapagosError `run/missing`, `run/empty`, `run/newer`, `run/older`, `store/*`; so do its methods
 */
export function openLessonReader(folder: string): LessonReader {
  const db = openReadDatabase(folder);
  const tried = <T>(run: () => T): T => {
    try {
      return run();
    } catch (error) {
      throw storeError(error, folder);
    }
  };
  const ofSteps = db.prepare(
    `SELECT * FROM lesson_events WHERE origin = 'step' AND island = ? AND at BETWEEN ? AND ? ORDER BY at, seq`,
  );
  const ofBorder = db.prepare(
    "SELECT * FROM lesson_events WHERE origin = ? AND island = 0 AND at = ? ORDER BY seq",
  );
  const last = db.prepare("SELECT max(at) AS last FROM lesson_events WHERE origin = 'step' AND island = ?");
  const ofLesson = db.prepare(
    `SELECT lesson_events.* FROM lesson_subjects JOIN lesson_events USING(origin, at, island, seq)
       WHERE lesson_subjects.lesson = ? ORDER BY origin, at, island, seq`,
  );
  const linksOf = db.prepare("SELECT * FROM lesson_links WHERE lesson = ? ORDER BY role, step, island");
  const linked = db.prepare("SELECT * FROM lesson_links WHERE island = ? AND step = ? ORDER BY role, lesson");
  const total = db.prepare("SELECT count(*) AS n FROM lesson_events");

  const lastStep = (island: number): number => tried(() => Number(last.get(island)?.last ?? -1));
  return {
    lastStep,
    *steps(island, from, to) {
      const end = Math.min(to, lastStep(island));
      for (let at = from; at <= end; at += PAGE) {
        yield* tried(() => ofSteps.all(island, at, Math.min(end, at + PAGE - 1))).map(readEvent);
      }
    },
    at: (origin, at) => tried(() => ofBorder.all(origin, at)).map(readEvent),
    history: (lesson) => tried(() => ofLesson.all(lesson)).map(readEvent),
    links: (lesson) => tried(() => linksOf.all(lesson)).map(readLink),
    lessonsOf(candidate) {
      const position = parseCandidateId(candidate);
      if (position === null) return [];
      return tried(() => linked.all(position.island, position.step)).map(readLink);
    },
    count: () => tried(() => Number(total.get()?.n)),
    close() {
      if (db.isOpen) db.close();
    },
  };
}

function readEvent(row: Row): LessonEventRecord {
  return {
    origin: row.origin as LessonOrigin,
    island: Number(row.island),
    at: Number(row.at),
    seq: Number(row.seq),
    data: unpackJson(row.data ?? null),
    lessons: [],
    links: [],
  };
}

function readLink(row: Row): LessonLink {
  const candidate: CandidateId = candidateId(Number(row.island), Number(row.step));
  return { lesson: String(row.lesson), role: row.role as LessonLink["role"], candidate };
}
