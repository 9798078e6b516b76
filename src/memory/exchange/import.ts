import type { LessonEvent } from "../fold/event.ts";
import type { Lesson } from "../lesson.ts";
import { learnedLesson } from "../make/learned.ts";
import type { MemoryFile } from "./memory-file.ts";
import type { ExportedLesson } from "./memory-schema.ts";

/**
 * The events by which a run takes a memory file, at border 0 when it starts with it, at a later one when a
 * person gives it to a stopped run. Lessons that proved themselves on the same problem count at once; others
 * do so on probation first. Their evidence lies in another run, so of it only the counts are taken.
 */
export function importEvents(file: MemoryFile, problem: string, border = 0): readonly LessonEvent[] {
  return file.lessons.map((exported) => ({
    type: "learned",
    lesson: importedLesson(exported, file.hash, problem, border),
  }));
}

function importedLesson(exported: ExportedLesson, file: string, problem: string, border: number): Lesson {
  const { id, level, kind, text, tags, support, uses, origin } = exported;
  const lesson = learnedLesson(
    id,
    { level, kind, text, tags: [...tags, `problem:${origin.problem}`] },
    { island: null, at: border, operator: "import", model: null, file },
    origin.problem === problem && uses.recalled > 0 ? "active" : "probation",
  );
  return { ...lesson, support };
}
