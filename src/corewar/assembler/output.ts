import type { Diagnostics } from "./diagnostic.ts";
import { quote } from "./expression.ts";
import type { Token } from "./token.ts";
import { WORDS } from "./words.ts";

/**
 * An operation with its operands, labels taken off, loops unrolled, names replaced that were known where it
 * stands.
 */
export interface Statement {
  /** Opcode, `ORG`, `END` or `PIN`, upper case. */
  readonly word: string;
  readonly token: Token;
  readonly rest: readonly Token[];
}

/**
 * How strictly a source is read: as pMARS reads it; so, but for what it takes by accident alone; or bearing
 * with what models write.
 */
export type Reading = "strict" | "careful" | "lenient";

/**
 * The line that the first pass is writing, and the statements it has written. pMARS writes text and reads it
 * again, so that two numbers with a blank between them become one, `1 2` being 12, while a blank behind a
 * name stays.
 */
export class Output {
  readonly statements: Statement[] = [];
  #line: Token[] = [];
  readonly #reading: Reading;
  readonly #diagnostics: Diagnostics;

  constructor(reading: Reading, diagnostics: Diagnostics) {
    this.#reading = reading;
    this.#diagnostics = diagnostics;
  }

  /** Begins a new line; what was written of the one before is lost. */
  begin(): void {
    this.#line = [];
  }

  /** Writes a token, joined with the one before where they read as one. */
  write(token: Token): void {
    const before = this.#line.at(-1);
    const text = `${before?.text}${token.text}`;
    const isTouching = before !== undefined && !before.spaced && before.kind === token.kind;
    if (
      !isTouching ||
      !(token.kind === "number" ? this.#reading !== "lenient" : text === "&&" || text === "||")
    ) {
      this.#line.push(token);
      return;
    }
    if (token.kind === "number") this.#tell(before, token);
    this.#line[this.#line.length - 1] = { ...before, text, spaced: token.spaced };
  }

  /** Two numbers in a row are hardly meant as one: models mean two. */
  #tell(first: Token, second: Token): void {
    const message = `${quote(first.text)} and ${quote(second.text)} are read as one number, as pMARS does`;
    const expected = "a comma or an operator between them";
    if (this.#reading === "strict") this.#diagnostics.warn(first, message, expected);
    else this.#diagnostics.error(first, message, expected);
  }

  /** Ends the last token with a blank. */
  space(): void {
    const last = this.#line.pop();
    if (last !== undefined) this.#line.push({ ...last, spaced: true });
  }

  /** Tokens of the line so far. */
  tokens(): readonly Token[] {
    return this.#line;
  }

  /**
   * Takes the line as a statement.
   *
   * @param place - where it was written
   */
  finish(place: Token | undefined): void {
    const [token, ...rest] = this.#line;
    if (token?.kind === "name" && WORDS.has(token.text)) {
      this.statements.push({ word: token.text, token, rest });
      return;
    }
    // each line of a text begins anew, and so its second one loses what stood before it
    const message = "a text of several lines stands among operands";
    this.#diagnostics.error(place ?? { line: 0, column: 0 }, message, "a text of one line");
  }
}
