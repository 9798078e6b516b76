import type { Diagnostics } from "./diagnostic.ts";
import { quote } from "./expression.ts";
import type { Symbols } from "./symbols.ts";
import type { Token } from "./token.ts";

/** Labels that were read and wait for what they are labels of. */
export class Labels {
  readonly #symbols: Symbols;
  #waiting: Token[] = [];

  constructor(symbols: Symbols) {
    this.#symbols = symbols;
  }

  get isEmpty(): boolean {
    return this.#waiting.length === 0;
  }

  add(label: Token): void {
    this.#waiting.push(label);
  }

  /** Takes the last label out: the index of a loop. */
  takeIndex(): string | null {
    return this.#waiting.pop()?.text ?? null;
  }

  /** Gives them an address. */
  place(address: number): void {
    for (const { text } of this.#waiting) this.#symbols.define(text, { kind: "label", address });
    this.#waiting = [];
  }

  /** Makes them names of a text. */
  name(lines: readonly (readonly Token[])[]): void {
    for (const { text } of this.#waiting) this.#symbols.define(text, { kind: "text", lines, open: false });
    this.#waiting = [];
  }

  /** Forgets those of a line that turned out to be none. */
  forget(line: number): void {
    this.#waiting = this.#waiting.filter((label) => label.line !== line);
  }

  /** Reports those that nothing came after. */
  report(diagnostics: Diagnostics): void {
    for (const label of this.#waiting)
      diagnostics.warn(label, `label ${quote(label.text)} stands before nothing`, "an instruction after it");
  }
}
