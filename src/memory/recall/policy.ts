import type { Lesson } from "../lesson.ts";
import type { WordSet } from "../search/word-set.ts";

/** A lesson's relevance to the step in question; each 0 to 1, and 0 where there is none or nobody asked. */
export interface Relevance {
  /** BM25 of its text, as a share of the best imaginable. */
  readonly text: number;
  /** Syntax similarity of the nearest program that it rests on. */
  readonly code: number;
  /** Cosine of its embedding, where one is configured. */
  readonly embedding: number;
}

/** A lesson that may be recalled, with all a policy can know of it. */
export interface RecallCandidate {
  readonly lesson: Lesson;
  readonly relevance: Relevance;
  /** Distinct words of its text, as hashes, for telling near-duplicates. */
  readonly words: WordSet;
  /** Tokens that it takes in a prompt. */
  readonly tokens: number;
}

/** The room that advice may take up. */
export interface RecallBudget {
  readonly tokens: number;
  readonly lessons: number;
}

/** The facts that a policy decides from. */
interface RecallInput {
  /** The step in words: the parent's score and failures, the plan so far, the task. */
  readonly query: string;
  /** In a fixed order: by relevance, then id. */
  readonly candidates: readonly RecallCandidate[];
  readonly budget: RecallBudget;
}

/**
 * Decides what a step is told: a pure function from a query, candidates and a budget to lessons, best first;
 * nothing relevant, nothing said. Budget and near-duplicates are held to afterwards whatever it returns, so a
 * policy may be written, or evolved, without breaking a promise.
 */
export interface RecallPolicy {
  readonly name: string;
  rank(input: RecallInput): readonly RecallCandidate[];
}
