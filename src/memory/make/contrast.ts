import type { EpisodeFacts, Evidence, LessonDraft } from "../lesson.ts";

/** The facts of a try that a contrast needs. */
export type SiblingTry = Pick<
  EpisodeFacts,
  "child" | "note" | "strategy" | "outcome" | "failure" | "operator"
>;

/**
 * One lesson from tries that began alike and ended differently: siblings of one parent, or the parallel
 * attempts of one step. `null` when there is nothing to contrast.
 *
 * @param from - what they have in common, e.g. `On one parent`
 */
export function contrastAlike(from: string, attempts: readonly SiblingTry[]): LessonDraft | null {
  const good = attempts.filter(({ outcome }) => outcome === "improved");
  const helped = new Set(good.map(({ strategy }) => strategy));
  // what helped here and failed there tells nothing apart
  const bad = attempts.filter(
    ({ outcome, strategy }) => (outcome === "worse" || outcome === "failed") && !helped.has(strategy),
  );
  if (good.length === 0 || bad.length === 0) return null;
  return {
    level: "pattern",
    kind: "success",
    text: `${from}: ${list(good)} improved the score; ${list(bad)} did not.`,
    for: good.map(evidenceOf),
    tags: [...new Set(good.map(({ operator }) => operator))],
  };
}

/** A try as evidence. */
export function evidenceOf({ child, outcome }: SiblingTry): Evidence {
  return { candidate: child, outcome };
}

/** Tries in words, the first few. */
export function list(attempts: readonly SiblingTry[]): string {
  const texts = new Set(
    attempts.map(({ note, failure }) => {
      const end = failure === null ? "" : ` (${failure.kind})`;
      return `“${note.slice(0, 80)}”${end}`;
    }),
  );
  const named = [...texts].slice(0, NAMED);
  const more = texts.size - named.length;
  return named.join(", ") + (more > 0 ? ` and ${more} more` : "");
}

/** Tries named in a contrast, per side. */
const NAMED = 3;
