import { type Evaluation, type Json, type Proposal, readStory } from "../src/core/index.ts";
import type { PopulationState } from "./population.ts";

/** What a checkpoint holds besides the population: proposals whose archives no longer exist. */
export interface SavedIsland {
  readonly population: PopulationState;
  readonly proposals: readonly MadeProposal[];
}

/** A proposal, with its verdict where the operator knows it already. */
export type MadeProposal = Proposal & { readonly evaluation?: Evaluation };

/** The island that a checkpoint's state holds. The state was written by an island of this run, so its form is trusted. */
export function readSavedIsland(state: Json): SavedIsland {
  const saved = state as unknown as SavedIsland;
  return { ...saved, proposals: saved.proposals.map(readProposal) };
}

function readProposal({ story, evaluation, ...proposal }: MadeProposal): MadeProposal {
  return {
    ...proposal,
    ...(story && { story: readStory(story) }),
    ...(evaluation && { evaluation: readVerdict(evaluation) }),
  };
}

/** Checkpoints of earlier versions tell by the engine's name alone that nothing ran. */
function readVerdict(evaluation: Evaluation): Evaluation {
  return evaluation.status !== "ok" && evaluation.engine === "none"
    ? { ...evaluation, ran: false }
    : evaluation;
}
