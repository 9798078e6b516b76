import { type LessonEvent, type PlacedEvent, placeEvents } from "./fold/event.ts";
import type { LessonReader } from "../store/index.ts";

/**
 * The next border that no island has passed: what is decided while a run stands still takes effect there.
 *
 * @param lastSteps - highest recorded step of each island
 */
export function nextBorder(lastSteps: readonly number[], interval: number): number {
  return Math.floor((Math.max(...lastSteps, 1) - 1) / interval) + 1;
}

/**
 * Decisions about lessons in their place: at a border, behind what was decided for it before. There they come after all steps that lead
 * to it, so that none of those brings back what was forgotten.
 *
 * @param border - the run's {@link nextBorder}
 */
export function placeDecisions(
  decisions: readonly LessonEvent[],
  border: number,
  lessons: Pick<LessonReader, "at">,
): readonly PlacedEvent[] {
  const place = { origin: "decision", island: 0, at: border } as const;
  return placeEvents(place, decisions, lessons.at("decision", border).length);
}
