import type { Fingerprint } from "./candidate.ts";
import type { NumberRecord } from "./evaluation.ts";
import type { JsonObject } from "./json.ts";
import type { Ranked } from "./objective.ts";

/** A scored program that holds, or might hold, a place in an archive, and may become a parent. */
export interface Elite extends Ranked {
  readonly features: NumberRecord;
  /** Execution units that its evaluation used; absent where the engine counts none. */
  readonly fuel?: number;
  readonly source: string;
  readonly fingerprint: Fingerprint;
  /** Its values on the objectives, in their order; only where there are several. */
  readonly values?: readonly number[];
  /** Its score on each instance; only where the scorer tells. */
  readonly instances?: readonly number[];
  /** Heritable strategy parameters of the operators. */
  readonly strategy: JsonObject;
}
