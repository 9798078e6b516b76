import type { Candidate, CandidateId, Evaluation } from "../core/index.ts";
import type { CallFailure, ModelRequest, Purse, Reply } from "../llm/index.ts";
import type { MemoryView } from "../memory/index.ts";

/**
 * Services of one step to its operator. Everything is recorded before it is used and found again by its place
 * in logical time, so that a resumed run sees what it saw.
 */
export interface StepServices {
  /**
   * Asks a model. A failure that comes back is one that the request itself caused (`rejected`, `too-long`);
   * one that concerns the run never comes back: the run stops, and the promise rejects with the stop's
   * reason.
   *
   * @param purpose - letters, digits and `-`
   * @param attempt - number among the step's calls of this purpose, from 0
   * @param purse - what the step's calls may cost together
   */
  ask(
    request: ModelRequest,
    purpose: string,
    attempt: number,
    purse?: Purse | null,
  ): Promise<Reply | CallFailure>;
  /**
   * Has something done outside that nobody could do alike again, once: what came of it is on record before it is
   * used, and a resumed or repeated run finds it there.
   *
   * @param request - what is asked for; another request under the same purpose is an error
   */
  once<T extends Reply>(request: ModelRequest, purpose: string, make: () => Promise<T>): Promise<T>;
  /** Stops the run in good order, as when no model answers; what it says is for people. */
  giveUp(message: string, hint: string): Promise<never>;
  /**
   * Has a program scored within the step.
   *
   * @param attempt - number among the step's trials, from 0
   * @param parent - the program that it was made from, which may have a part in its score
   */
  score(source: string, attempt: number, parent: CandidateId): Promise<Evaluation>;
  readonly history: History;
  /** The run's lessons as this step may know them; `null` in a run that keeps no memory. */
  readonly memory: MemoryView | null;
}

/**
 * The record as far as a step may see it: its own island up to the state it is made from, others up to the
 * last border.
 */
export interface History {
  /** `null` when there is no such candidate, or none that may be seen. */
  candidate(id: CandidateId): Candidate | null;
  /** Along first parents, nearest first. */
  ancestors(id: CandidateId, limit: number): readonly Candidate[];
  /** Candidates made from it in whichever role, failed or not: the latest, oldest first. */
  children(id: CandidateId, limit: number): readonly Candidate[];
  /** The best of every other island as of the last border. */
  islandBests(): readonly Candidate[];
}

/**
 * The verdict of a step that has no usable program after all its attempts: recorded and consumed, and nothing
 * runs.
 *
 * @param kind - `no-edit`, `syntax`, `duplicate` …
 */
export function unmade(kind: string, message: string): Evaluation {
  const facts = { durationMs: 0, level: 0, engine: "none" } as const;
  return { status: "invalid", kind, message: message.slice(0, 500), ...facts, ran: false };
}
