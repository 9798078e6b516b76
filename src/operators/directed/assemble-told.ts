import { assembleParts, type PromptPart } from "../../llm/index.ts";
import { type Lesson, renderLesson } from "../../memory/index.ts";

/**
 * The parts that there is room for. A relative names a lesson of the same prompt by its id: where one has no room, the parts are made
 * anew without it, so that no id stands without its words.
 *
 * @param partsOf - the parts of a prompt that tells these lessons
 */
export function assembleTold(
  lessons: readonly Lesson[],
  room: number,
  partsOf: (lessons: readonly Lesson[]) => readonly PromptPart[],
): ReturnType<typeof assembleParts> & { readonly told: readonly Lesson[] } {
  const parts = partsOf(lessons);
  const assembled = assembleParts(parts, room);
  const left = new Set(assembled.dropped.filter(({ slot }) => slot === "lessons").map(({ text }) => text));
  const told = lessons.filter((lesson) => !left.has(renderLesson(lesson)));
  return told.length === lessons.length ? { ...assembled, told } : assembleTold(told, room, partsOf);
}
