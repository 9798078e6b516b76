import {
  type CandidateId,
  candidateId,
  type Elite,
  type Fingerprint,
  given,
  idOf,
  type JsonObject,
  type Position,
  parseCandidateId,
} from "../src/core/index.ts";
import type { SavedTuner, StepBandits } from "../src/operators/index.ts";
import type { GridRanges } from "./grid.ts";
import type { SavedProgress } from "./progress.ts";

/** Saved form of a population; program texts stay in the store. */
export interface PopulationState {
  readonly step: number;
  readonly ranges: GridRanges;
  readonly elites: readonly SavedElite[];
  /** The island's step 0, which selection from the seed always draws. */
  readonly seed: SavedElite;
  /** The best program of each method, best first; absent where none are kept. */
  readonly methods?: readonly SavedElite[];
  /** Features of the last scored results, oldest first. */
  readonly recent: readonly Elite["features"][];
  /** The last visible improvement; absent in checkpoints of earlier versions. */
  readonly progress?: SavedProgress;
  /** Bandits over operators and models; `null` in a run without models. */
  readonly bandits: StepBandits | null;
  /** The numerical search under way; absent in checkpoints of versions without one. */
  readonly tuner?: SavedTuner;
}

/** Saved form of an elite. */
interface SavedElite {
  readonly id: CandidateId;
  readonly score: number;
  readonly features: { readonly [name: string]: number };
  readonly fuel?: number;
  readonly values?: readonly number[];
  readonly instances?: readonly number[];
  readonly strategy: JsonObject;
  readonly fingerprint: Fingerprint;
}

/** Ids of the programs that a saved population names. */
export function programsOf(state: PopulationState): readonly CandidateId[] {
  const { search, due } = state.tuner ?? { search: null };
  const kept = [state.seed, ...state.elites, ...(state.methods ?? [])].map(({ id }) => id);
  const elites = [...kept, ...(due ? [due.origin] : [])];
  if (search === null) return elites;
  const { island } = parseCandidateId(state.seed.id) as Position;
  return [...elites, search.origin, ...search.told.map(([step]) => candidateId(island, step))];
}

/** The saved form of an elite. */
export function saveElite(elite: Elite): SavedElite {
  const { island, step, score, features, fuel, strategy, fingerprint, values, instances } = elite;
  const saved = { id: idOf({ island, step }), score, features, strategy, fingerprint };
  return { ...saved, ...given({ fuel: fuel || undefined, values, instances }) };
}

/** The elite that was saved. @param sources - texts of the programs that the population names */
export function loadElite({ id, ...saved }: SavedElite, sources: ReadonlyMap<CandidateId, string>): Elite {
  const position = parseCandidateId(id);
  const source = sources.get(id);
  if (position === null || source === undefined)
    throw new Error(`checkpoint names ${id}, which is not recorded`);
  return { ...position, ...saved, source };
}
