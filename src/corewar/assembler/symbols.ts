import { AssemblyStop, type Diagnostics } from "./diagnostic.ts";
import { quote } from "./expression.ts";
import { LIMITS } from "./limits.ts";
import type { Token } from "./token.ts";

/** Indices of the `FOR` loops around a line, innermost first. */
export interface Indices {
  readonly name: string;
  readonly value: number;
  readonly outer: Indices | null;
}

/** The iteration a loop index stands at; `null` when there is no such loop here. */
export function indexValue(indices: Indices | null, name: string): number | null {
  for (let at = indices; at !== null; at = at.outer) if (at.name === name) return at.value;
  return null;
}

/**
 * What names stand for: predefined constants, texts given by `EQU` and labels. Substitution is of text, as pMARS does it: with
 * `a EQU 2+3`, `a*2` is 8.
 */
export class Symbols {
  readonly constants: ReadonlyMap<string, number>;
  readonly labels: Map<string, number> = new Map();
  readonly texts: Map<string, Token[][]> = new Map();
  readonly #diagnostics: Diagnostics;
  readonly #lenient: boolean;
  /** Names in lower case, for sources that are careless about case. */
  readonly #folded: Map<string, string> = new Map();
  #produced = 0;

  constructor(constants: ReadonlyMap<string, number>, lenient: boolean, diagnostics: Diagnostics) {
    this.constants = constants;
    this.#lenient = lenient;
    this.#diagnostics = diagnostics;
  }

  /** Whether the name has a meaning already. */
  has(name: string): boolean {
    return this.constants.has(name) || this.labels.has(name) || this.texts.has(name);
  }

  /** Gives names a meaning; one that has one keeps it, with a warning. */
  define(token: Token, meaning: number | Token[][]): void {
    const name = token.text;
    if (this.texts.has(name) && !this.#lenient) {
      this.#diagnostics.error(token, `${quote(name)} is defined already`, "a new name");
      return;
    }
    if (this.has(name)) {
      this.#diagnostics.warn(
        token,
        `${quote(name)} is defined already; this definition is ignored`,
        "a new name",
      );
      return;
    }
    if (typeof meaning === "number") this.labels.set(name, meaning);
    else this.texts.set(name, meaning);
    this.#folded.set(name.toLowerCase(), name);
  }

  /** The name as it was defined: itself, or in lenient mode one that differs in case only. */
  resolve(name: string): string {
    if (!this.#lenient || this.has(name)) return name;
    return (
      this.#folded.get(name.toLowerCase()) ??
      (this.constants.has(name.toUpperCase()) ? name.toUpperCase() : name)
    );
  }

  /** Counts tokens that came out of substitutions, and stops when they are too many. */
  produce(count: number, token: Token): void {
    this.#produced += count;
    if (this.#produced <= LIMITS.tokens) return;
    this.#diagnostics.error(
      token,
      "substitutions grow beyond any use",
      `at most ${LIMITS.tokens} substituted words in all`,
    );
    throw new AssemblyStop();
  }

  /** Puts `&index` together: `bomb&N` in the third round of loop `N` is `bomb03`. */
  concatenate(tokens: readonly Token[], indices: Indices | null): Token[] {
    if (!tokens.some((token) => token.text === "&")) return [...tokens];
    const joined: Token[] = [];
    for (let at = 0; at < tokens.length; at++) {
      const token = tokens[at] as Token;
      const last = joined.at(-1);
      const next = tokens[at + 1];
      const value = next?.kind === "name" ? indexValue(indices, next.text) : null;
      if (token.text !== "&" || last?.kind !== "name" || next === undefined) {
        joined.push(token);
      } else if (value === null) {
        this.#diagnostics.error(
          next,
          `${quote(`&${next.text}`)} does not name a loop around this line`,
          "the index of an enclosing FOR",
        );
        throw new AssemblyStop();
      } else {
        joined[joined.length - 1] = { ...last, text: last.text + String(value).padStart(2, "0") };
        at++;
      }
    }
    return joined;
  }

  /** Replaces every name given by `EQU` and every loop index, again and again until none is left. */
  flatten(tokens: readonly Token[], indices: Indices | null): Token[] {
    const out: Token[] = [];
    const stack = this.concatenate(tokens, indices).reverse();
    for (let token = stack.pop(); token !== undefined; token = stack.pop()) {
      const value = token.kind === "name" ? indexValue(indices, token.text) : null;
      const text =
        token.kind === "name" && value === null ? this.texts.get(this.resolve(token.text)) : undefined;
      if (value !== null) out.push({ ...token, kind: "number", text: String(value) });
      else if (text === undefined) out.push(token);
      else
        for (const piece of this.concatenate(this.substitute(token, text).flat(), indices).reverse())
          stack.push(piece);
    }
    return out;
  }

  /** Lines of a substitution, placed where the name was used. */
  substitute(use: Token, text: readonly (readonly Token[])[]): Token[][] {
    const depth = use.depth + 1;
    if (depth > LIMITS.depth) {
      this.#diagnostics.error(
        use,
        `${quote(use.text)} is defined by itself`,
        "an EQU text that does not lead back to its name",
      );
      throw new AssemblyStop();
    }
    return text.map((line) => {
      this.produce(line.length + 1, use);
      return line.map((token) => ({ ...token, depth, line: use.line, column: use.column }));
    });
  }
}
