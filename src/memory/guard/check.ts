import type { CandidateId, Outcome } from "../../core/index.ts";
import type { Evidence, Lesson } from "../lesson.ts";

/** Why a lesson may not leave its island, or that it may. */
export type LessonCheck = { readonly ok: true } | { readonly ok: false; readonly reason: string };

/**
 * Holds a lesson against the record: it names evidence, what it names is on record with the outcome it
 * states, and that outcome is of the kind it claims. A claim that its own evidence does not bear stays on its
 * island.
 *
 * @param outcomeOf - outcome on record; `null` for a candidate that is not there
 */
export function checkLesson(
  lesson: Lesson,
  outcomeOf: (candidate: CandidateId) => Outcome | null,
): LessonCheck {
  if (lesson.for.length === 0) return { ok: false, reason: "names no evidence" };
  for (const evidence of [...lesson.for, ...lesson.against]) {
    const outcome = outcomeOf(evidence.candidate);
    if (outcome === null) return { ok: false, reason: `${evidence.candidate} is not on record` };
    if (outcome !== evidence.outcome) {
      return { ok: false, reason: `${evidence.candidate} is ${outcome} on record, not ${evidence.outcome}` };
    }
  }
  const stray = lesson.for.find((evidence) => !supports(lesson.kind, evidence.outcome));
  if (stray === undefined) return { ok: true };
  return { ok: false, reason: `${stray.candidate} (${stray.outcome}) does not speak for a ${lesson.kind}` };
}

/**
 * True where an outcome speaks for a lesson of this kind; `same` speaks for neither what works nor against
 * what fails.
 */
export function supports(kind: Lesson["kind"], outcome: Evidence["outcome"]): boolean {
  return kind === "success" ? outcome === "improved" : outcome !== "improved";
}
