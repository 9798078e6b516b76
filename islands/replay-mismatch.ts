import { GalapagosError } from "../src/core/index.ts";

/** The error of a run that, walked again, would do something else than what is on record of it. */
export function replayMismatch(message: string): GalapagosError {
  return new GalapagosError(message, {
    code: "run/replay-mismatch",
    hint: "resume with the same version of Galapagos and Node that began the run, or start from its state: galapagos fork <run>",
  });
}
