import { type LessonBank, lessonsIn } from "../fold/lesson-bank.ts";
import type { Lesson, LessonLevel } from "../lesson.ts";
import { exportedId, type MemoryFile, memoryFile } from "./memory-file.ts";
import type { ExportedLesson } from "./memory-schema.ts";

/** The run's name in its exports. */
export interface ExportOrigin {
  readonly run: string;
  readonly problem: string;
}

/** Candidates that must speak for a pattern that nobody has tried yet. */
const WELL_SUPPORTED = 3;

/**
 * A file of what a run knows for others: lessons whose evidence was checked, that did not read as an
 * instruction, and that proved themselves; of patterns also those on probation that many candidates speak
 * for, as in a run without models, where nobody could try them.
 *
 * @param levels - insights alone, or patterns too; episodes mean nothing without their run
 */
export function exportLessons(
  bank: LessonBank,
  origin: ExportOrigin,
  levels: readonly Exclude<LessonLevel, "episode">[] = ["insight"],
): MemoryFile {
  const lessons: ExportedLesson[] = [];
  for (const lesson of lessonsIn(bank)) {
    const { level, state, scope, suspicious, kind, text, tags, support, uses } = lesson;
    if (level === "episode" || !levels.includes(level)) continue;
    if (scope !== "shared" || suspicious || text === "") continue;
    if (state !== "active" && !isPromising(lesson)) continue;
    lessons.push({
      id: exportedId(kind, text),
      level,
      kind,
      text,
      // tags that name candidates of this run say nothing elsewhere
      tags: tags.filter((tag) => !tag.startsWith("siblings:")),
      support,
      uses: { recalled: uses.recalled, improved: uses.improved },
      origin: { ...origin, lesson: lesson.id, programs: lesson.for.map(({ candidate }) => candidate) },
    });
  }
  return memoryFile(lessons);
}

function isPromising({ state, support }: Lesson): boolean {
  return state === "probation" && support.for >= WELL_SUPPORTED && support.for > 2 * support.against;
}
