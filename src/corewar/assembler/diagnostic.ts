/** A finding of the assembler at a place in the source. */
export interface Diagnostic {
  /** Line, from 1; 0 when the whole source is meant. */
  readonly line: number;
  /** Column, from 1; 0 when the whole line is meant. */
  readonly column: number;
  readonly message: string;
  /** The right thing for this place, in a few words; empty when there is nothing to add. */
  readonly expected: string;
}

/** Collects diagnostics up to a limit, so that hostile text cannot make endless reports. */
export class Diagnostics {
  readonly #errors: Diagnostic[] = [];
  readonly #warnings: Diagnostic[] = [];

  get errors(): readonly Diagnostic[] {
    return this.#errors;
  }

  get warnings(): readonly Diagnostic[] {
    return this.#warnings;
  }

  error(place: { line: number; column: number }, message: string, expected = ""): void {
    add(this.#errors, place, message, expected);
  }

  warn(place: { line: number; column: number }, message: string, expected = ""): void {
    add(this.#warnings, place, message, expected);
  }
}

const MOST = 20;

function add(
  list: Diagnostic[],
  { line, column }: { line: number; column: number },
  message: string,
  expected: string,
): void {
  if (list.length < MOST) list.push({ line, column, message, expected });
}

/** Thrown inside the assembler when going on would be endless or pointless; never leaves it. */
export class AssemblyStop extends Error {}

/**
 * A diagnostic with the line that it is about, and a caret under the place where it is known. A long line is
 * shown around the place.
 */
export function showDiagnostic(diagnostic: Diagnostic, source: string): string {
  const { line, column } = diagnostic;
  const written = (line === 0 ? "" : (source.split("\n", line)[line - 1] ?? "")).replace(/[\r\0].*$/s, "");
  const text = formatDiagnostic(diagnostic);
  if (written.trim() === "") return text;
  const from = Math.max(0, Math.min(column - 60, written.length - 90));
  const shown = written.slice(from, from + 90).replaceAll(/[\t\v\f]/g, " ");
  // what was joined from several lines has its place in another one
  const isHere = column > 0 && column <= written.length + 1;
  const caret = isHere ? `\n    ${" ".repeat(column - 1 - from)}^` : "";
  return `${text}\n    ${shown}${caret}`;
}

/** `line 3, column 9: undefined label "bom" (expected …)`. */
export function formatDiagnostic({ line, column, message, expected }: Diagnostic): string {
  const place = line === 0 ? "" : column === 0 ? `line ${line}: ` : `line ${line}, column ${column}: `;
  return `${place}${message}${expected === "" ? "" : ` (expected ${expected})`}`;
}
