import type { Evaluation, Proposal } from "../src/core/index.ts";
import type { PopulationState } from "./population.ts";

/** What a checkpoint holds besides the population: proposals whose archives no longer exist. */
export interface SavedIsland {
  readonly population: PopulationState;
  readonly proposals: readonly MadeProposal[];
}

/** A proposal, with its verdict where the operator knows it already. */
export type MadeProposal = Proposal & { readonly evaluation?: Evaluation };
