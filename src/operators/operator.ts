import type {
  CandidateId,
  Elite,
  Evaluation,
  Fingerprint,
  JsonObject,
  Proposal,
  Random,
  Story,
} from "../core/index.ts";
import type { BanditState } from "../llm/index.ts";
import type { Desk } from "./desk.ts";

/** What the island has learnt about what pays, by logical time. */
export interface StepBandits {
  readonly operators: BanditState;
  readonly models: BanditState;
}

/** What an operator sees of the island's state. */
export interface IslandView {
  readonly island: number;
  readonly step: number;
  /** The selected parent. */
  readonly parent: Elite;
  /** Draws a second parent by the island's selection (may be the same one); each call draws anew. */
  readonly mate: () => Elite;
  /** The island's elites, best first, at most that many. */
  readonly elites: (count: number) => readonly Elite[];
  /** Opens a stream named (seed, island, step, purpose). */
  readonly random: (purpose: string) => Random;
  /** True when an equal program was proposed before, as far as this island may know. */
  readonly seen: (fingerprint: Fingerprint) => boolean;
  /** `null` in a run without models. */
  readonly bandits: StepBandits | null;
}

/** What an operator works with: the island's state as it was, and a desk to ask from. */
export interface ProposeContext extends IslandView {
  readonly desk: Desk;
}

/** A child, before it has a place in logical time. */
export interface Variation {
  readonly source: string;
  readonly fingerprint: Fingerprint;
  readonly parents: readonly CandidateId[];
  readonly operator: string;
  readonly note: string;
  readonly strategy: JsonObject;
  /** How it came about; see `Proposal.story`. */
  readonly story?: Story;
  /**
   * The verdict, when a trial of this step gave it already, or when there is nothing to run: an operator that has no usable
   * program after all its attempts hands in its last one (or its parent's) with a verdict of {@link unmade}.
   */
  readonly evaluation?: Evaluation;
}

/** Makes children. Offline operators answer at once; those that ask a model take their time. */
export interface Operator {
  readonly name: string;
  /** Rejects with the signal's reason when the run stops meanwhile, and with a set-up error when the run cannot go on. */
  propose(context: ProposeContext, signal: AbortSignal): Promise<Variation>;
  /** Completes the story of a step whose verdict is known, before the candidate is recorded; `null` for a step without one. Rejects like `propose`. */
  conclude?(
    proposal: Proposal,
    evaluation: Evaluation,
    desk: Desk,
    signal: AbortSignal,
  ): Promise<Story | null>;
}
