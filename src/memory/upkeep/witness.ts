import type { LessonEvent } from "../fold/event.ts";
import { restsOn } from "../fold/lesson-bank.ts";
import type { EpisodeFacts, Lesson } from "../lesson.ts";
import type { BorderUpkeep } from "./border-upkeep.ts";

/** Tag of a pattern about a strategy: a later try of the same bears witness. */
export function strategyTag(strategy: string): string {
  return `try:${strategy}`;
}

/** Tag of a pattern about one way of failing. */
export function failureTag({ kind, shape }: NonNullable<EpisodeFacts["failure"]>): string {
  return `fails:${kind}:${shape}`;
}

/** Episodes that a pattern may rest on: those whose own evidence was checked. */
export function isGround(lesson: Lesson): lesson is Lesson & { readonly episode: EpisodeFacts } {
  return lesson.episode !== null && lesson.scope === "shared" && lesson.state === "active";
}

/** Lets the epoch's new episodes speak for or against the patterns that are about what they tried. */
export function witness(upkeep: BorderUpkeep): void {
  const { lessons } = upkeep;
  const patterns = new Map<string, Lesson[]>();
  for (const lesson of lessons) {
    if (lesson.level === "episode") continue;
    for (const tag of lesson.tags) {
      if (tag.startsWith("try:")) patterns.set(tag, [...(patterns.get(tag) ?? []), lesson]);
    }
  }
  const events: LessonEvent[] = [];
  for (const lesson of lessons) {
    if (!isGround(lesson) || !upkeep.isNew(lesson)) continue;
    const { episode } = lesson;
    for (const pattern of patterns.get(strategyTag(episode.strategy)) ?? []) {
      const supports = testimony(pattern, episode);
      if (supports === null || restsOn(pattern, episode.child)) continue;
      const evidence = { candidate: episode.child, outcome: episode.outcome };
      events.push({ type: "evidence", lesson: pattern.id, evidence, supports });
    }
  }
  upkeep.add(events);
}

/** An episode's word on a pattern about its strategy: confirms (`true`), contradicts, or nothing (`null`). */
function testimony(pattern: Lesson, { outcome, failure }: EpisodeFacts): boolean | null {
  if (outcome === "same") return null;
  if (pattern.kind === "success") return outcome === "improved";
  if (outcome === "improved") return false;
  const ways = pattern.tags.filter((tag) => tag.startsWith("fails:"));
  if (ways.length === 0) return true;
  return failure !== null && ways.includes(failureTag(failure)) ? true : null;
}
