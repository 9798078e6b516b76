import { parseCandidateId } from "../../core/index.ts";
import type { Lesson } from "../lesson.ts";
import type { BorderUpkeep } from "./border-upkeep.ts";

/** A pattern that passed its probation and whose evidence spans islands becomes an insight. */
export function promote(upkeep: BorderUpkeep): void {
  upkeep.add(
    upkeep.lessons.filter(isInsight).map((lesson) => ({ type: "promoted", lesson: lesson.id }) as const),
  );
}

function isInsight({ level, state, scope, support, for: supporting }: Lesson): boolean {
  if (level !== "pattern" || state !== "active" || scope !== "shared") return false;
  if (support.for < SUPPORT || support.for < 2 * support.against) return false;
  const islands = new Set(supporting.map(({ candidate }) => parseCandidateId(candidate)?.island));
  return islands.size >= ISLANDS;
}

/** Candidates that must speak for an insight, and islands that they come from. */
const SUPPORT = 3;
const ISLANDS = 2;
