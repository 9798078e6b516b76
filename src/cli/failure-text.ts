import { GalapagosError, printable } from "../core/index.ts";

/** A failed command for people: one message and the next thing to type; a stack trace only for our own bugs. */
export function failureText(error: unknown): string {
  if (error instanceof GalapagosError) {
    const hint = error.hint === undefined ? "" : `hint: ${printable(error.hint)}\n`;
    return `error: ${printable(error.message)}\n${hint}`;
  }
  const shown = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `error: this is a bug in Galapagos, please report it\n${printable(shown)}\n`;
}
