import { GalapagosError, systemFault } from "../core/index.ts";

/**
 * An error of the operating system at a path that a person named, in words: what is there, and what can be done. `null` for any other
 * error, which may be a mistake of ours.
 */
export function ofTheSystem(error: unknown): GalapagosError | null {
  if (!(error instanceof Error) || error instanceof GalapagosError) return null;
  const fault = systemFault(error);
  const { path } = error as NodeJS.ErrnoException;
  if (fault === null || typeof path !== "string") return null;
  const { words, hint } = fault;
  return new GalapagosError(`${path}: ${words}`, { code: "system/path", hint, cause: error });
}
