import type { CandidateId } from "../../core/index.ts";
import type { SavedSearch } from "./number-search.ts";
import type { Pay } from "./pay.ts";
import type { SavedRace } from "./race.ts";
import type { Restarts } from "./restarts.ts";

/** Saved form of a tuner. */
export interface SavedTuner {
  /** Searches begun so far. */
  readonly searches: number;
  readonly search: SavedSearch | null;
  /** The child of a model whose numbers are due, and how many results of that; absent where there is none. */
  readonly due?: { readonly origin: CandidateId; readonly left: number };
  /** Where the restarts stand, the worth of the seed, and the best worth so far; absent without restarts. */
  readonly restarts?: Restarts;
  /** The race under way; absent where none is. */
  readonly race?: SavedRace;
  readonly seed?: number | null;
  readonly top?: number | null;
  /** The pay of tuning elites so far; absent where nobody asks. */
  readonly pay?: Pay;
}
