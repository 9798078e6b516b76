import type { Draft, Elite, Fingerprint, Random, Story } from "../core/index.ts";
import type { BanditState } from "../llm/index.ts";
import type { StepServices } from "./services.ts";
import type { Judged } from "./step.ts";
import type { TunedChild } from "./tuning/number-search.ts";

/** Bandits over operators and models, by logical time. */
export interface StepBandits {
  readonly operators: BanditState;
  readonly models: BanditState;
}

/** An island's state as an operator sees it: as it was when the step's parent was selected. */
export interface IslandView {
  readonly island: number;
  readonly step: number;
  /** The selected parent. */
  readonly parent: Elite;
  /** Draws a second parent by the island's selection (may be the same one); each call draws anew. */
  readonly mate: () => Elite;
  /** The island's elites, best first, at most that many. */
  readonly elites: (count: number) => readonly Elite[];
  /** The best programs of other methods than the parent's that the island keeps, best first; none without models. */
  readonly others: () => readonly Elite[];
  /** Opens a stream named (seed, island, step, purpose). */
  readonly random: (purpose: string) => Random;
  /** True when an equal program was proposed before, as far as this island may know. */
  readonly seen: (fingerprint: Fingerprint) => boolean;
  /** A child of the island's numerical search (see `Tuner`); `null` when this step is not for it, or nothing can be tuned. */
  readonly tuned: () => TunedChild | null;
  /** A child of the numbers of the model's child that entered last (see `Tuner`); `null` when none are due. */
  readonly polished: () => TunedChild | null;
  /** `null` in a run without models. */
  readonly bandits: StepBandits | null;
}

/** Makes children. Offline operators answer at once; those that ask a model take their time. */
export interface Operator {
  readonly name: string;
  /**
   * Makes the child of a step. One that has no usable program after all its attempts hands in its last one
   * (or its parent's) with a verdict of `unmade`. Rejects with the signal's reason when the run stops
   * meanwhile, and with a set-up error when the run cannot go on.
   */
  propose(view: IslandView, services: StepServices, signal: AbortSignal): Promise<Draft>;
  /**
   * Completes the story of a step whose verdict is known, before it is recorded; `null` for a step without
   * one. Rejects like `propose`.
   */
  explain?(step: Judged, services: StepServices, signal: AbortSignal): Promise<Story | null>;
}
