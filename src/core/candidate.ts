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

/** A program as an operator hands it in, before it has a place in logical time. */
export interface Draft {
  readonly source: string;
  readonly fingerprint: Fingerprint;
  /** Parents, the edited one first; the seed has none. */
  readonly parents: readonly CandidateId[];
  /** Operator that made it, e.g. `seed`, `mutate`, `crossover`, `improve`. */
  readonly operator: string;
  /** The change in a few words: "number 0.3 → 0.41 (line 12)". */
  readonly note: string;
  /** Heritable strategy parameters of the operators (self-adapting step sizes and the like). */
  readonly strategy: JsonObject;
  /** The story of its making, where there is more to tell than a note. */
  readonly story?: Story;
  /** The verdict, where the step has scored the program already, or has none to run. */
  readonly evaluation?: Evaluation;
}

/** A program with its place and its verdict: the record that the store keeps of every step. */
export interface Candidate extends Position, Draft {
  readonly evaluation: Evaluation;
  /** True when the verdict was reused from an equal program and nothing ran. */
  readonly cached: boolean;
}
