import { setSimilarity } from "../search/word-set.ts";
import type { RecallCandidate, RecallPolicy } from "./policy.ts";

/**
 * First by relevance, then by learned value (after MemRL): what is not relevant is out; the rest is ordered
 * by relevance and by an optimistic estimate of what recalling it was worth. Chosen greedily so that one
 * lesson adds to the others, and so that what worked and what failed are both heard where both are relevant.
 */
export const twoPhase: RecallPolicy = {
  name: "two-phase",
  rank({ candidates, budget }) {
    let open = candidates
      .filter(({ relevance }) => isRelevant(relevance))
      .map((candidate) => ({ candidate, score: scoreOf(candidate), likeness: 0 }))
      .sort((a, b) => b.score - a.score || (a.candidate.lesson.id < b.candidate.lesson.id ? -1 : 1));
    open = [...open.slice(0, SHORTLIST), ...otherSide(open)];
    const chosen: RecallCandidate[] = [];
    while (open.length > 0 && chosen.length < budget.lessons + SPARE) {
      const missing = chosen.length === 1 ? otherKind(chosen[0]) : null;
      const eligible = open.filter(({ candidate }) => missing === null || candidate.lesson.kind === missing);
      const best = (eligible.length > 0 ? eligible : open).reduce((a, b) =>
        b.score - REDUNDANCY * b.likeness > a.score - REDUNDANCY * a.likeness ? b : a,
      );
      chosen.push(best.candidate);
      open = open.filter((one) => one !== best);
      for (const one of open) {
        one.likeness = Math.max(one.likeness, setSimilarity(one.candidate.words, best.candidate.words));
      }
    }
    return chosen;
  },
};

/** The best of the kind that the shortlist may have left out entirely. */
function otherSide<T extends { readonly candidate: RecallCandidate }>(sorted: readonly T[]): readonly T[] {
  const kinds = new Set(sorted.slice(0, SHORTLIST).map(({ candidate }) => candidate.lesson.kind));
  const other =
    kinds.size > 1 ? undefined : sorted.find(({ candidate }) => !kinds.has(candidate.lesson.kind));
  return other === undefined ? [] : [other];
}

function isRelevant(relevance: RecallCandidate["relevance"]): boolean {
  const { text, code, embedding } = relevance;
  return text >= RELEVANT.text || code >= RELEVANT.code || embedding >= RELEVANT.embedding;
}

function scoreOf({ lesson, relevance }: RecallCandidate): number {
  const { value, support, level } = lesson;
  const relevant = Math.max(relevance.text, relevance.code, relevance.embedding);
  // a lesson that is contradicted as often as confirmed is worth half
  const confidence = (support.for + 1) / (support.for + support.against + 1);
  const worth = value.mean + OPTIMISM * value.deviation + LEVEL_BONUS[level];
  return RELEVANCE_SHARE * relevant + (1 - RELEVANCE_SHARE) * confidence * worth;
}

function otherKind(candidate: RecallCandidate | undefined): RecallCandidate["lesson"]["kind"] {
  return candidate?.lesson.kind === "success" ? "failure" : "success";
}

/** Below these, a lesson has nothing to do with the step. */
const RELEVANT = { text: 0.3, code: 0.5, embedding: 0.5 } as const;
/** Share of the score that relevance gives; the rest is value. */
const RELEVANCE_SHARE = 0.5;
/** Standard errors of optimism: an untried lesson gets its chance (UCB). */
const OPTIMISM = 1;
/**
 * How much likeness to what is chosen already costs (maximal marginal relevance, Carbonell & Goldstein 1998).
 */
const REDUNDANCY = 0.5;
/** Lessons chosen beyond the budget, for those that turn out to say the same. */
const SPARE = 3;
/** Lessons that the greedy choice looks at. */
const SHORTLIST = 24;
const LEVEL_BONUS = { episode: 0, pattern: 0.1, insight: 0.2 } as const;
