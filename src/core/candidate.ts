import type { Evaluation } from "./evaluation.ts";
import type { JsonObject } from "./json.ts";

/** Names a candidate within a run: island and step, e.g. `i2-s41`; step 0 is the seed. */
export type CandidateId = `i${number}-s${number}`;

/** The id of the candidate that `island` consumes as its `step`-th result. */
export function candidateId(island: number, step: number): CandidateId {
  return `i${island}-s${step}`;
}

/** Where a candidate stands in logical time. */
export interface Position {
  /** Island, from 0. */
  readonly island: number;
  /** Step on that island, from 0 (the seed). */
  readonly step: number;
}

/** The position named by an id, or `null` when the text is not an id. */
export function parseCandidateId(text: string): Position | null {
  const match = /^i(\d{1,9})-s(\d{1,12})$/.exec(text);
  return match ? { island: Number(match[1]), step: Number(match[2]) } : null;
}

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
  /**
   * How it came about, where there is more to tell than a note: plan, edit, model, calls, lesson. Bounded; much of it was
   * written by a model, so it is data, and not fit for a terminal as it is.
   */
  readonly story?: JsonObject;
}

/** Engine of a verdict that nothing was run for: the operator had no program to show after all its attempts. */
export const NOTHING_RAN = "none";

/** A proposal with its verdict: the record that the store keeps for every step. */
export interface Candidate extends Proposal {
  readonly evaluation: Evaluation;
  /** True when the verdict was reused from an equal program and nothing ran. */
  readonly cached: boolean;
}
