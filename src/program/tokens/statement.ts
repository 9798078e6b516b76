import type { Token } from "./lexer.ts";

/** A statement with all that belongs to it: its block, its `else`. */
export interface Statement {
  /** Offset of the first character: of its line where statements fill lines. */
  readonly start: number;
  /** Offset past the last character, the line end included where statements fill lines. */
  readonly end: number;
  /** White space before its first token. */
  readonly indent: string;
  /** Its first token. */
  readonly first: Token;
  /** Statements of the same block share this number. */
  readonly block: number;
  /** Opens or closes a block by a word: may be varied inside, and stays where it is. */
  readonly isEdge?: boolean;
}
