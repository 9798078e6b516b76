import { type CandidateId, candidateId, parseCandidateId } from "../../core/index.ts";
import type { Row } from "../candidate-row.ts";
import type { LessonEventRecord, LessonLink, LessonOrigin, LessonReader } from "../lesson-records.ts";
import { unpackJson } from "../stored-json.ts";
import type { Queries } from "./queries.ts";

/** The events of the memory. */
export function createLessonReader({ get, all }: Queries): LessonReader {
  const lastStep = (island: number): number => Number(get(LAST, island)?.last ?? -1);
  return {
    lastStep,
    *steps(island, from, to) {
      const end = Math.min(to, lastStep(island));
      for (let at = from; at <= end; at += PAGE) {
        yield* all(OF_STEPS, island, at, Math.min(end, at + PAGE - 1)).map(readEvent);
      }
    },
    at: (origin, at) => all(OF_BORDER, origin, at).map(readEvent),
    history: (lesson) => all(OF_LESSON, lesson).map(readEvent),
    links: (lesson) => all(LINKS, lesson).map(readLink),
    lessonsOf(candidate) {
      const position = parseCandidateId(candidate);
      return position === null ? [] : all(LINKED, position.island, position.step).map(readLink);
    },
    count: () => Number(get("SELECT count(*) AS n FROM lesson_events")?.n),
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

/** Steps whose events are fetched at a time: no cursor stays open between pages. */
const PAGE = 512;

const OF_STEPS = `SELECT * FROM lesson_events
  WHERE origin = 'step' AND island = ? AND at BETWEEN ? AND ? ORDER BY at, seq`;

const OF_BORDER = "SELECT * FROM lesson_events WHERE origin = ? AND island = 0 AND at = ? ORDER BY seq";

const LAST = "SELECT max(at) AS last FROM lesson_events WHERE origin = 'step' AND island = ?";

const OF_LESSON = `SELECT lesson_events.* FROM lesson_subjects JOIN lesson_events USING(origin, at, island, seq)
  WHERE lesson_subjects.lesson = ? ORDER BY origin, at, island, seq`;

const LINKS = "SELECT * FROM lesson_links WHERE lesson = ? ORDER BY role, step, island";

const LINKED = "SELECT * FROM lesson_links WHERE island = ? AND step = ? ORDER BY role, lesson";
