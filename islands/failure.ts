import { EXIT, GalapagosError } from "../src/core/index.ts";

/** Why an island cannot go on, as plain data: a thread boundary strips an error of everything but its message. */
export interface IslandFailure {
  readonly failure: Pick<GalapagosError, "message" | "code" | "hint" | "exitCode">;
}

/** An error, ready to cross a thread boundary; what is no set-up error is a bug of ours. */
export function failureOf(error: unknown): IslandFailure {
  if (error instanceof GalapagosError) {
    const { message, code, hint, exitCode } = error;
    return { failure: { message, code, hint, exitCode } };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { failure: { message, code: "run/failed", hint: undefined, exitCode: EXIT.bug } };
}

/** The error that came across a thread boundary. */
export function errorOf({ failure }: IslandFailure): GalapagosError {
  const { message, hint, ...details } = failure;
  return new GalapagosError(message, hint === undefined ? details : { ...details, hint });
}
