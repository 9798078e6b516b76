import { type Estimate, GalapagosError, shellWord } from "../../core/index.ts";
import {
  findLesson,
  type Lesson,
  type LessonEvent,
  type LessonLevel,
  lessonEffect,
  lessonsIn,
  type MemoryEffect,
  memoryEffect,
} from "../../memory/index.ts";
import type { LessonEventRecord, LessonLink, LessonReader, RunLocation } from "../../store/index.ts";
import { withRunMemory } from "./run-memory.ts";

/** A lesson with its measured effect; `null` where nothing was measured. */
interface MeasuredLesson extends Lesson {
  readonly effect: Estimate | null;
}

/** Lessons of a run, and their measured worth. */
export interface MemoryReport {
  readonly run: string;
  readonly problem: string;
  readonly effect: MemoryEffect;
  /** Insights first, then patterns, then episodes; the most valuable of a level first. */
  readonly lessons: readonly MeasuredLesson[];
}

/** One lesson with everything that is on record of it. */
export interface LessonDetail {
  /** `null` for one that the memory does not hold any more. */
  readonly lesson: Lesson | null;
  readonly effect: Estimate | null;
  /** Candidates that are its evidence, recalled it, or were kept from it. */
  readonly links: readonly LessonLink[];
  readonly history: readonly (Omit<LessonEventRecord, "data"> & { readonly event: LessonEvent })[];
}

/** Levels from the least general to the most. */
export const LESSON_LEVELS = ["episode", "pattern", "insight"] as const satisfies readonly LessonLevel[];

/** The lessons of a run. @param level - only these. @throws GalapagosError `run/*`, `store/*` */
export function listLessons(location: RunLocation, level?: LessonLevel): MemoryReport {
  return withRunMemory(location.folder, ({ bank, run, problem }) => ({
    run,
    problem,
    effect: memoryEffect(bank),
    lessons: [...lessonsIn(bank)]
      .filter((lesson) => level === undefined || lesson.level === level)
      .sort(
        (a, b) =>
          LESSON_LEVELS.indexOf(b.level) - LESSON_LEVELS.indexOf(a.level) ||
          b.value.mean - a.value.mean ||
          (a.id < b.id ? -1 : 1),
      )
      .map((lesson) => ({ ...lesson, effect: lessonEffect(lesson, bank) })),
  }));
}

/** One lesson of a run. @throws GalapagosError `memory/lesson` for an unknown one, `run/*`, `store/*` */
export function showLesson(location: RunLocation, id: string): LessonDetail {
  return withRunMemory(location.folder, ({ bank, lessons, run }) => {
    const lesson = findLesson(bank, id) ?? null;
    const history = lessons.history(id);
    if (lesson === null && history.length === 0) throw unknownLesson(id, run);
    return {
      lesson,
      effect: lesson && lessonEffect(lesson, bank),
      links: linksOf(id, lesson, lessons),
      history: history.map(({ data, ...at }) => ({ ...at, event: data as unknown as LessonEvent })),
    };
  });
}

/** The error of a lesson that is not where it was looked for. */
export function unknownLesson(id: string, where: string): GalapagosError {
  return new GalapagosError(`there is no lesson ${JSON.stringify(id)} in ${where}`, {
    code: "memory/lesson",
    hint: `see which there are: galapagos memory list ${shellWord(where)}`,
  });
}

/**
 * Candidates that a lesson is tied to: by the record, and by the upkeep that an interrupted run had not
 * recorded yet.
 */
function linksOf(id: string, lesson: Lesson | null, lessons: LessonReader): readonly LessonLink[] {
  const links = lessons.links(id);
  const known = new Set(links.filter(({ role }) => role === "evidence").map(({ candidate }) => candidate));
  const own = lesson === null ? [] : [...lesson.for, ...lesson.against];
  const more = own.filter(({ candidate }) => !known.has(candidate));
  return [...more.map(({ candidate }) => ({ lesson: id, role: "evidence", candidate }) as const), ...links];
}
