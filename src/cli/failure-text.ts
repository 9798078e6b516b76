import { GalapagosError, type Paint, plain, printable } from "../core/index.ts";

/**
 * A failed command for people: one message and the next thing to type; a stack trace only for our own bugs.
 */
export function failureText(error: unknown, paint: Paint = plain): string {
  const mark = paint("failure", "error:");
  if (error instanceof GalapagosError) {
    const hint = error.hint === undefined ? "" : `${paint("hint", `hint: ${clipped(error.hint)}`)}\n`;
    return `${mark} ${clipped(error.message)}\n${hint}`;
  }
  const shown = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `${mark} this is a bug in Galapagos, please report it\n${printable(shown)}\n`;
}

/** Words of a person are said back to them, but not thousands of letters of one. */
function clipped(text: string): string {
  return printable(text).replace(/\S{401,}/g, (word) => `${word.slice(0, 200)}…${word.slice(-100)}`);
}

/**
 * A failed command for programs: what `--json` prints in place of a result.
 *
 * @param usageHint - the words that belong there, where the command line itself was refused
 */
export function failureData(error: unknown, exitCode: number, usageHint: string | null = null): object {
  const { message } = error instanceof Error ? error : { message: String(error) };
  const facts = error instanceof GalapagosError ? { code: error.code, hint: error.hint ?? null } : null;
  const code = (error as { readonly code?: string }).code ?? "bug";
  return { error: { code, message: message.replace(/^error: /, ""), hint: usageHint, ...facts, exitCode } };
}
