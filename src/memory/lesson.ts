import type { CandidateId, Outcome } from "../core/index.ts";

/**
 * Names a lesson for good: `i2-s41-l0` was made from the result of that step, `b3-l0` by the upkeep of border
 * 3, and `m-` with 12 hex digits came from a file (the digits are of the hash of what it says).
 */
export type LessonId = string;

/**
 * Episode: what one step did and what happened. Pattern: shared by several episodes. Insight: holds across
 * islands or problems.
 */
export type LessonLevel = "episode" | "pattern" | "insight";

/** The sort of advice: to do, or to avoid. */
export type LessonKind = "success" | "failure";

/**
 * `probation`: tried on a batch of steps against its control; `quarantined`: kept, and recalled by nobody;
 * `retired`: out of the memory, though never out of the record.
 */
type LessonState = "active" | "probation" | "quarantined" | "retired";

/** A candidate that a lesson rests on, with the outcome it is said to have had. */
export interface Evidence {
  readonly candidate: CandidateId;
  readonly outcome: Outcome;
}

/** Where a lesson comes from. */
export interface Provenance {
  /** Island whose step or file made it; `null` for the upkeep of a border and for files. */
  readonly island: number | null;
  /** Step, for a lesson of a step; border, for one of the upkeep; 0 for files. */
  readonly at: number;
  readonly operator: string;
  /** Model that wrote it; `null` when none did. */
  readonly model: string | null;
  /** For a lesson of an earlier run: the hash of the file it came in; `null` for this run's own. */
  readonly file: string | null;
}

/**
 * The value of recalling the lesson: improvement rate of the steps that recalled it, above that of its
 * control, shared among the lessons that a step recalled (after MemRL). Between −1 and 1; 0 when untried.
 */
export interface ValueEstimate {
  /** Shrunk towards 0 by a prior of two steps. */
  readonly mean: number;
  /** Standard error: 0.5/√(weight + 2), the largest that a rate can have. */
  readonly deviation: number;
  /** Steps' worth of credit received. */
  readonly weight: number;
}

/** Steps that recalled the lesson, and steps that were kept from it as its control. */
export interface Uses {
  readonly recalled: number;
  readonly improved: number;
  readonly failed: number;
  readonly withheld: number;
  readonly withheldImproved: number;
  readonly withheldFailed: number;
}

/** Facts of the step behind an episode, for contrasting and clustering. */
export interface EpisodeFacts {
  readonly child: CandidateId;
  readonly parent: CandidateId | null;
  readonly operator: string;
  /** The operator's note with numbers and places taken out: equal for steps that tried the same. */
  readonly strategy: string;
  /** The note as it was. */
  readonly note: string;
  readonly outcome: Outcome;
  /** Kind of the failure, and its message with what varies taken out; `null` when it scored. */
  readonly failure: { readonly kind: string; readonly shape: string } | null;
}

/** One thing learnt: plain data. It changes through recorded events only. */
export interface Lesson {
  readonly id: LessonId;
  readonly level: LessonLevel;
  readonly kind: LessonKind;
  /** One paragraph, printable, at most 600 characters; quoted wherever it is shown to a model. */
  readonly text: string;
  /** Candidates that speak for it, newest last; at most 24 are named. */
  readonly for: readonly Evidence[];
  readonly against: readonly Evidence[];
  /** How many spoke for and against it in all, those of earlier runs included. */
  readonly support: { readonly for: number; readonly against: number };
  readonly provenance: Provenance;
  /** 1, or one more than the lesson it supersedes. */
  readonly version: number;
  readonly supersedes: LessonId | null;
  /** Its subjects, e.g. `mutate`, `failed:threw`, `same:move-numbers number # → #`. */
  readonly tags: readonly string[];
  readonly state: LessonState;
  /** `island`: only its own island recalls it, until its evidence was checked at a border. */
  readonly scope: "island" | "shared";
  readonly uses: Uses;
  readonly value: ValueEstimate;
  /** The text read as an instruction; it is shown as a quotation only. */
  readonly suspicious: boolean;
  readonly episode: EpisodeFacts | null;
  /**
   * Vector of what its step tried and learnt, where a model makes vectors: little-endian 32-bit floats of
   * length 1 in Base64.
   */
  readonly embedding: string | null;
}

/** The part of a lesson that its maker states; the rest has one beginning for all. */
export type LessonDraft = Pick<Lesson, "level" | "kind" | "text" | "tags"> & {
  readonly for?: readonly Evidence[];
  readonly against?: readonly Evidence[];
  readonly supersedes?: LessonId | null;
  readonly version?: number;
  readonly episode?: EpisodeFacts | null;
  readonly embedding?: string | null;
};

/** Prior weight of {@link ValueEstimate}, in steps. */
export const VALUE_PRIOR = 2;

/** The value of a lesson that nobody has tried. */
export const UNTRIED: ValueEstimate = { mean: 0, deviation: 0.5 / Math.sqrt(VALUE_PRIOR), weight: 0 };

/** The uses of such a lesson. */
export const UNUSED: Uses = {
  recalled: 0,
  improved: 0,
  failed: 0,
  withheld: 0,
  withheldImproved: 0,
  withheldFailed: 0,
};
