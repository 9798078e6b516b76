import { GalapagosError, shellWord } from "../../core/index.ts";
import { isRedQueenRun, refuseTurn } from "./red-queen-state.ts";

/**
 * Refuses what is not one evolution of its own: rounds against champions, and one turn of such a run.
 *
 * @param what - what was to be done, as in "cannot be forked"
 * @throws GalapagosError `run/rounds`, `run/turn`
 */
export function requirePlain(folder: string, what: string): void {
  refuseTurn(folder);
  if (!isRedQueenRun(folder)) return;
  throw new GalapagosError(`${folder} is played in rounds against champions, which cannot be ${what}`, {
    code: "run/rounds",
    hint: `go on with it: galapagos resume ${shellWord(folder)}`,
  });
}
