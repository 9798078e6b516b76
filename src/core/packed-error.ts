import { type ErrorDetails, GalapagosError } from "./errors.ts";
import { given } from "./given.ts";

/**
 * An error as plain data, for another thread or process: structured clone and JSON both lose its class and
 * fields.
 */
export interface PackedError {
  readonly message: string;
  readonly details: ErrorDetails;
}

/**
 * The error as data. A `GalapagosError` keeps its code, hint and exit code, and of its cause the message.
 *
 * @param unknown - what any other error is given as: it is a bug, and names no code of its own
 */
export function packError(error: unknown, unknown: ErrorDetails): PackedError {
  if (!(error instanceof GalapagosError)) return { message: messageOf(error), details: unknown };
  const { message, code, hint, exitCode, cause } = error;
  return {
    message,
    details: given({ code, exitCode, hint, cause: cause === undefined ? undefined : messageOf(cause) }),
  };
}

/** The error that was packed elsewhere. */
export function unpackError({ message, details }: PackedError): GalapagosError {
  return new GalapagosError(message, details);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
