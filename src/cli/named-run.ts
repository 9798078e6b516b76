import { findRun } from "../store/index.ts";
import type { Shell } from "./shell.ts";

/**
 * Folder of the run that a person names: by its name within `results`, by a path, or by nothing for the
 * newest.
 *
 * @throws GalapagosError `run/none`, `run/missing`
 */
export function namedRun(shell: Shell, name?: string): string {
  return findRun(shell.path("results"), name, shell.io.cwd);
}
