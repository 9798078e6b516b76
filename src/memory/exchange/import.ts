import { type LessonEvent, type PlacedEvent, placeEvents } from "../fold/event.ts";
import type { Lesson } from "../lesson.ts";
import { learnedLesson } from "../make/learned.ts";
import type { MemoryFile } from "./memory-file.ts";
import type { ExportedLesson } from "./memory-schema.ts";

/**
 * The events by which a run takes a memory file, at border 0 when it starts with it, at a later one when a
 * person gives it to a stopped run. Lessons that proved themselves on the same problem count at once; others
 * do so on probation first. Their evidence lies in another run, so of it only the counts are taken.
 *
 * @param first - number of the first event: how many the border's import has already
 */
export function importEvents(
  file: MemoryFile,
  problem: string,
  border = 0,
  first = 0,
): readonly PlacedEvent[] {
  const events = file.lessons.map(
    (exported): LessonEvent => ({
      type: "learned",
      lesson: importedLesson(exported, file.hash, problem, border),
    }),
  );
  return placeEvents({ origin: "import", island: 0, at: border }, events).map((event) => ({
    ...event,
    seq: first + event.seq,
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
