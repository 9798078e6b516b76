import type { LessonEvent } from "../fold/event.ts";
import type { Lesson } from "../lesson.ts";
import { SAME_WORDS } from "../recall/near-duplicates.ts";
import { areAlike, wordsOf } from "../search/words.ts";
import type { BorderUpkeep } from "./border-upkeep.ts";

/**
 * Merges what says the same: a new lesson goes into the older one, evidence joined. A copy of a quarantined
 * lesson goes into quarantine with it, so that it cannot come back in other words.
 */
export function mergeDuplicates(upkeep: BorderUpkeep): void {
  mergeEpisodes(upkeep);
  mergePatterns(upkeep);
}

/** Episodes are the same when the same was tried on the same program with the same end. */
function mergeEpisodes(upkeep: BorderUpkeep): void {
  const first = new Map<string, Lesson>();
  const events: LessonEvent[] = [];
  for (const lesson of upkeep.lessons) {
    if (lesson.episode === null) continue;
    const { parent, strategy, note, outcome, failure } = lesson.episode;
    const key = JSON.stringify([parent, strategy, note, outcome, failure, lesson.scope]);
    const older = first.get(key);
    if (older === undefined) first.set(key, lesson);
    else events.push({ type: "merged", lesson: lesson.id, into: older.id });
  }
  upkeep.add(events);
}

function mergePatterns(upkeep: BorderUpkeep): void {
  const patterns = upkeep.lessons
    .filter(({ episode }) => episode === null)
    .map((lesson) => ({ lesson, words: new Set(wordsOf(lesson.text)), isGone: false }));
  const postings = new Map<string, (typeof patterns)[number][]>();
  for (const pattern of patterns) {
    for (const word of pattern.words) {
      const list = postings.get(word);
      if (list === undefined) postings.set(word, [pattern]);
      else list.push(pattern);
    }
  }
  const frequency = (word: string): number => postings.get(word)?.length ?? 0;
  const events: LessonEvent[] = [];
  for (const late of patterns) {
    if (!upkeep.isNew(late.lesson)) continue;
    const early = likely(late.words, frequency)
      .flatMap((word) => postings.get(word) ?? [])
      .find(
        (other) =>
          other !== late &&
          !other.isGone &&
          isSame(other, late) &&
          isBefore(other.lesson, late.lesson, upkeep),
      );
    if (early === undefined) continue;
    late.isGone = true;
    events.push({ type: "merged", lesson: late.lesson.id, into: early.lesson.id });
  }
  upkeep.add(events);
}

/**
 * The rarest words of a text, so many that a text which shares none of them cannot share {@link SAME_WORDS}
 * of all (prefix filter of set-similarity joins, Chaudhuri, Ganti & Kaushik 2006).
 */
function likely(words: ReadonlySet<string>, frequency: (word: string) => number): readonly string[] {
  const rarest = [...words].sort((a, b) => frequency(a) - frequency(b) || (a < b ? -1 : 1));
  return rarest.slice(0, words.size - Math.ceil(SAME_WORDS * words.size) + 1);
}

interface Worded {
  readonly lesson: Lesson;
  readonly words: ReadonlySet<string>;
}

function isSame(a: Worded, b: Worded): boolean {
  if (a.lesson.kind !== b.lesson.kind || a.lesson.scope !== b.lesson.scope) return false;
  // a successor is tried against the lesson it would replace
  if (a.lesson.supersedes === b.lesson.id || b.lesson.supersedes === a.lesson.id) return false;
  return areAlike(a.words, b.words, SAME_WORDS);
}

/** Older lessons stay; of equally old ones the smaller id. */
function isBefore(a: Lesson, b: Lesson, upkeep: BorderUpkeep): boolean {
  const [x, y] = [upkeep.ageOf(a), upkeep.ageOf(b)];
  return x === y ? a.id < b.id : x > y;
}
