import { type Draft, type Evaluation, type Json, type Position, readStory } from "../src/core/index.ts";
import type { Drafted } from "../src/operators/index.ts";
import type { PopulationState } from "./population-state.ts";

/** State of an island at a border, as a checkpoint holds it. */
export interface SavedIsland {
  readonly population: PopulationState;
  /** Programs under way, which were proposed from archives that no longer exist. */
  readonly proposals: readonly SavedDraft[];
}

/** A draft with its place. */
export type SavedDraft = Position & Draft;

/** The saved form of a step that has its draft. */
export function saveDraft({ place, draft }: Drafted): SavedDraft {
  return { ...place, ...draft };
}

/**
 * The island that a checkpoint's state holds. The state was written by an island of this run, so its form is
 * trusted.
 */
export function readSavedIsland(state: Json): SavedIsland {
  const saved = state as unknown as SavedIsland;
  return { ...saved, proposals: saved.proposals.map(readDraft) };
}

function readDraft({ story, evaluation, ...draft }: SavedDraft): SavedDraft {
  return {
    ...draft,
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
