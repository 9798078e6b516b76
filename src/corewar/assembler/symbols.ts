/** Names of a source with their meanings, and substitution. */
import { AssemblyStop, type Diagnostics } from "./diagnostic.ts";
import { quote } from "./expression.ts";
import { LIMITS } from "./limits.ts";
import { meantName } from "./near-name.ts";
import type { Token } from "./token.ts";

/** The meaning of a name: a text of one line or more, an address, or the iteration of a loop. */
export type Meaning =
  | {
      readonly kind: "text";
      readonly lines: readonly (readonly Token[])[];
      /** True while it is being substituted: then it must not be met again. */
      open: boolean;
    }
  | { readonly kind: "label"; readonly address: number }
  | { readonly kind: "index"; value: number };

/** The text that a name stands for. */
export type Text = Extract<Meaning, { kind: "text" }>;

/**
 * Names and what they stand for: predefined constants, texts given by `EQU`, labels, and indices of the loops
 * that run.
 */
export class Symbols {
  readonly #meanings: Map<string, Meaning> = new Map();
  /** Names in lower case, for sources that are careless about case. */
  readonly #folded: Map<string, string> = new Map();
  readonly #diagnostics: Diagnostics;
  readonly #lenient: boolean;
  #produced = 0;
  #depth = 0;

  constructor(constants: ReadonlyMap<string, number>, lenient: boolean, diagnostics: Diagnostics) {
    this.#lenient = lenient;
    this.#diagnostics = diagnostics;
    for (const [name, value] of constants) {
      const token: Token = { kind: "number", text: String(value), line: 0, column: 0, spaced: false };
      this.define(name, { kind: "text", lines: [[token]], open: false });
    }
  }

  /** The meaning of a name as it is written, or in lenient mode of one that differs in case only. */
  find(name: string): Meaning | undefined {
    const exact = this.#meanings.get(name);
    if (exact !== undefined || !this.#lenient) return exact;
    return this.#meanings.get(this.#folded.get(name.toLowerCase()) ?? "");
  }

  /** A word about the name that an unknown one may be meant to be; nothing for what is no name. */
  meant(token: Token | undefined): string {
    return token?.kind === "name" ? meantName(token.text, this.#meanings.keys()) : "";
  }

  /** The meaning of exactly this name. */
  findExact(name: string): Meaning | undefined {
    return this.#meanings.get(name);
  }

  define(name: string, meaning: Meaning): void {
    this.#meanings.set(name, meaning);
    this.#folded.set(name.toLowerCase(), name);
  }

  /** Gives a name the meaning that it had before a loop took it. */
  restore(name: string, meaning: Meaning | undefined): void {
    if (meaning === undefined) this.#meanings.delete(name);
    else this.#meanings.set(name, meaning);
  }

  /**
   * Lets `visit` see a text as if it stood where the name is used; `null` where the text leads back to its
   * own name, which is an error.
   */
  within<T>(use: Token, text: Text, visit: (lines: readonly (readonly Token[])[]) => T): T | null {
    if (text.open || this.#depth >= LIMITS.depth) {
      const [message, expected] = text.open
        ? [`${quote(use.text)} is defined by itself`, "an EQU text that does not lead back to its name"]
        : ["EQU texts are nested too deeply", `at most ${LIMITS.depth} within each other`];
      this.#diagnostics.error(use, message, expected);
      return null;
    }
    text.open = true;
    this.#depth++;
    const { line, column } = use;
    const result = visit(
      text.lines.map((tokens) => {
        this.#count(tokens.length + 1, use);
        return tokens.map((token) => ({ ...token, line, column }));
      }),
    );
    this.#depth--;
    text.open = false;
    return result;
  }

  /**
   * Replaces every name that is known, as the second pass does: a text by its first line, a label by its
   * distance from `base`.
   */
  flatten(tokens: readonly Token[], base: number): Token[] | null {
    const out: Token[] = [];
    return this.#flattenInto(out, tokens, base) ? out : null;
  }

  #flattenInto(out: Token[], tokens: readonly Token[], base: number): boolean {
    for (const token of tokens) {
      // the word behind the dot of an opcode is a modifier, whatever else it may be
      const isModifier = out.length === 1 && out[0]?.text === ".";
      const meaning = token.kind === "name" && !isModifier ? this.find(token.text) : undefined;
      if (meaning === undefined) out.push(token);
      else if (meaning.kind !== "text") out.push(...numberTokens(meaning, base, token));
      else if (!this.within(token, meaning, ([line = []]) => this.#flattenInto(out, line, base)))
        return false;
    }
    return true;
  }

  /** Counts tokens that came out of substitutions, and stops when they are too many. */
  #count(count: number, token: Token): void {
    this.#produced += count;
    if (this.#produced <= LIMITS.tokens) return;
    const expected = `at most ${LIMITS.tokens} substituted words in all`;
    this.#diagnostics.error(token, "substitutions grow beyond any use", expected);
    throw new AssemblyStop();
  }
}

/**
 * A label's distance from `base`, or the iteration of a loop, written where `use` stood. An iteration has two
 * digits at least, which tells where it meets another number: `2 i` is 203 in the third round.
 */
export function numberTokens(meaning: Exclude<Meaning, Text>, base: number, use: Token): Token[] {
  const isIndex = meaning.kind === "index";
  const value = isIndex ? meaning.value : meaning.address - base;
  const digits: Token = {
    ...use,
    kind: "number",
    text: String(Math.abs(value)).padStart(isIndex ? 2 : 1, "0"),
  };
  return value < 0 ? [{ ...use, kind: "symbol", text: "-", spaced: false }, digits] : [digits];
}
