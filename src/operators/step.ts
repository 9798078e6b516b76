import type { Candidate, CandidateId, Draft, Evaluation, Position, Story } from "../core/index.ts";
import type { PlacedEvent } from "../memory/index.ts";

/** The parent of a step, with the score that its child is measured against. */
export interface StepParent {
  readonly id: CandidateId;
  /** `null` when none is on record. */
  readonly score: number | null;
}

/** The record of a step. It begins with a place and a parent, and grows at each stop of the way. */
export interface Selected {
  readonly place: Position;
  readonly parent: StepParent | null;
}

/** A step with a program; `parent` is the program that it was made from. */
export interface Drafted extends Selected {
  readonly draft: Draft;
}

/** A step whose program has a verdict. */
export interface Judged extends Drafted {
  readonly evaluation: Evaluation;
  /** True when the verdict was reused from an equal program and nothing ran. */
  readonly cached: boolean;
}

/** A step whose outcome was explained, where its operator explains. */
export interface Explained extends Judged {
  readonly story: Story | null;
}

/** A step as it is recorded: a candidate, and what the memory makes of it. */
export interface Told {
  readonly candidate: Candidate;
  readonly lessons: readonly PlacedEvent[];
}

/** The candidate that a step has come to. */
export function candidateOf({ place, draft, evaluation, cached, story }: Explained): Candidate {
  const { story: _begun, evaluation: _tried, ...made } = draft;
  return { ...place, ...made, ...(story !== null && { story }), evaluation, cached };
}
