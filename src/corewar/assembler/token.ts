/** A piece of a line, with the place where it was written. */
export interface Token {
  readonly kind: "name" | "number" | "symbol";
  readonly text: string;
  readonly line: number;
  readonly column: number;
  /** True where a blank follows. */
  readonly spaced: boolean;
}

/**
 * Cuts a line (comment removed) into tokens; every character but a blank ends up in one, those included that
 * only look like blanks, such as U+00A0.
 */
export function tokenize(text: string, line: number, column = 1): Token[] {
  const tokens: Token[] = [];
  PATTERN.lastIndex = 0;
  for (let match = PATTERN.exec(text); match !== null; match = PATTERN.exec(text)) {
    const [, name, number, symbol] = match;
    const piece = name ?? number ?? symbol ?? "";
    const kind = name !== undefined ? "name" : number !== undefined ? "number" : "symbol";
    const end = PATTERN.lastIndex;
    const spaced = " \t\r\f\v".includes(text[end] ?? "x");
    tokens.push({ kind, text: piece, line, column: column + end - piece.length, spaced });
  }
  return tokens;
}

const PATTERN = /[ \t\r\f\v]*(?:([A-Za-z_][A-Za-z0-9_]*)|([0-9]+)|(&&|\|\||[^ \t\r\f\v]))/y;

/** True for a token that is this word in any case. */
export function isWord(token: Token | undefined, word: string): boolean {
  return token?.kind === "name" && token.text.toUpperCase() === word;
}

/** True for a token that is this symbol. */
export function isSymbol(token: Token | undefined, symbol: string): boolean {
  return token?.kind === "symbol" && token.text === symbol;
}
