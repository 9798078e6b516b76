/** A piece of a line, with the place where it was written. */
export interface Token {
  readonly kind: "name" | "number" | "symbol";
  readonly text: string;
  readonly line: number;
  readonly column: number;
  /** How many `EQU` substitutions it comes out of. */
  readonly depth: number;
}

const PATTERN = /[ \t\r\f\v]*(?:([A-Za-z_][A-Za-z0-9_]*)|([0-9]+)|(&&|\|\||==|!=|<=|>=|[^ \t\r\f\v]))/y;

/**
 * Cuts a line (comment removed) into tokens; every character but a blank ends up in one, those included that only look like blanks, such
 * as U+00A0.
 */
export function tokenize(text: string, line: number, column = 1): Token[] {
  const tokens: Token[] = [];
  PATTERN.lastIndex = 0;
  for (let match = PATTERN.exec(text); match !== null; match = PATTERN.exec(text)) {
    const [, name, number, symbol] = match;
    const piece = name ?? number ?? symbol ?? "";
    const kind = name !== undefined ? "name" : number !== undefined ? "number" : "symbol";
    tokens.push({ kind, text: piece, line, column: column + PATTERN.lastIndex - piece.length, depth: 0 });
  }
  return tokens;
}
