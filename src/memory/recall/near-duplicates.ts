import { setSimilarity } from "../search/word-set.ts";
import type { RecallCandidate, RecallBudget } from "./policy.ts";

/** Share of common words from which two lessons say the same. */
export const SAME_WORDS = 0.7;

/** The ranked candidates that fit the budget, in order, without one that says what an earlier one says. */
export function withinBudget(
  ranked: readonly RecallCandidate[],
  budget: RecallBudget,
): readonly RecallCandidate[] {
  const kept: RecallCandidate[] = [];
  let tokens = 0;
  for (const candidate of ranked) {
    if (kept.length >= budget.lessons) break;
    if (tokens + candidate.tokens > budget.tokens) continue;
    if (kept.some((other) => saysTheSame(candidate, other))) continue;
    kept.push(candidate);
    tokens += candidate.tokens;
  }
  return kept;
}

/**
 * True for two versions, two copies or two wordings of one lesson; what worked never says the same as what
 * failed.
 */
function saysTheSame(a: RecallCandidate, b: RecallCandidate): boolean {
  if (a.lesson.id === b.lesson.id) return true;
  return a.lesson.kind === b.lesson.kind && setSimilarity(a.words, b.words) >= SAME_WORDS;
}
