import type { Evaluation } from "./evaluation.ts";
import type { JsonObject } from "./json.ts";
import type { CandidateId, Position } from "./position.ts";
import type { Story } from "./story.ts";

/** Two fingerprints by which duplicates are recognised. */
export interface Fingerprint {
  /** Hash of the text with comments and white space normalised. */
  readonly text: string;
  /** Hash of the syntax tree's shape and names (equals `text` where the language has no parser here). */
  readonly tree: string;
}

/** A program that was proposed, before it is scored. */
export interface Proposal extends Position {
  readonly source: string;
  readonly fingerprint: Fingerprint;
  /** Parents, the edited one first; the seed has none. */
  readonly parents: readonly CandidateId[];
  /** Operator that made it, e.g. `seed`, `mutate`, `crossover`, `plan-execute`. */
  readonly operator: string;
  /** What the operator did, in a few words: "number 0.3 → 0.41 (line 12)". */
  readonly note: string;
  /** Heritable strategy parameters of the operators (self-adapting step sizes and the like). */
  readonly strategy: JsonObject;
  /** How it came about, where there is more to tell than a note. */
  readonly story?: Story;
}

/** A proposal with its verdict: the record that the store keeps for every step. */
export interface Candidate extends Proposal {
  readonly evaluation: Evaluation;
  /** True when the verdict was reused from an equal program and nothing ran. */
  readonly cached: boolean;
}
