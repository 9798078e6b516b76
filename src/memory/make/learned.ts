import { neutralise } from "../guard/neutralise.ts";
import { type Lesson, type LessonDraft, type Provenance, UNTRIED, UNUSED } from "../lesson.ts";

/** A lesson from what its maker states: text neutralised, no uses yet, known on its own island only. */
export function learnedLesson(
  id: string,
  draft: LessonDraft,
  provenance: Provenance,
  state: Lesson["state"],
): Lesson {
  const { text, suspicious } = neutralise(draft.text);
  const [supporting, against] = [draft.for ?? [], draft.against ?? []];
  return {
    id,
    level: draft.level,
    kind: draft.kind,
    text,
    for: supporting,
    against,
    support: { for: supporting.length, against: against.length },
    provenance,
    version: draft.version ?? 1,
    supersedes: draft.supersedes ?? null,
    tags: draft.tags.map((tag) => neutralise(tag).text.slice(0, 200)),
    state,
    scope: "island",
    uses: UNUSED,
    value: UNTRIED,
    suspicious,
    episode: draft.episode ?? null,
    embedding: draft.embedding ?? null,
  };
}
