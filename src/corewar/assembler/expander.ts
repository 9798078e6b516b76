import { OPCODES } from "../instruction.ts";
import { AssemblyStop, type Diagnostics } from "./diagnostic.ts";
import { evaluate, quote } from "./expression.ts";
import { LIMITS } from "./limits.ts";
import { isWord } from "./source.ts";
import type { Indices, Symbols } from "./symbols.ts";
import type { Token } from "./token.ts";

/** An operation with its operands, labels taken off and loops unrolled. */
export interface Statement {
  /** Opcode, `ORG`, `END` or `PIN`, upper case. */
  readonly word: string;
  readonly token: Token;
  /** What follows the word, before substitution. */
  readonly rest: readonly Token[];
  readonly indices: Indices | null;
  /** Number of instructions before it. */
  readonly address: number;
}

const PSEUDO: ReadonlySet<string> = new Set(["ORG", "END", "PIN"]);
const WORDS: ReadonlySet<string> = new Set<string>([...OPCODES, ...PSEUDO, "EQU", "FOR", "ROF"]);

type Line = readonly Token[];

/** Lines being read: the file, a loop's body (again and again), or a substituted text. */
interface Frame {
  readonly lines: readonly Line[];
  readonly indices: Indices | null;
  readonly loop: { readonly name: string; readonly count: number; readonly outer: Indices | null } | null;
  readonly iteration: number;
  at: number;
}

/** How to expand. */
export interface ExpanderOptions {
  /** Instructions above which to stop. */
  readonly mostInstructions: number;
  readonly lenient: boolean;
  readonly registers: Map<string, number>;
}

/**
 * First pass: collects labels and `EQU` texts, unrolls `FOR`…`ROF`, substitutes names in the place of an operation, and returns the
 * statements that remain.
 */
export function expand(
  lines: readonly Line[],
  symbols: Symbols,
  options: ExpanderOptions,
  diagnostics: Diagnostics,
): Statement[] {
  return new Expander(lines, symbols, options, diagnostics).run();
}

class Expander {
  readonly #frames: Frame[];
  readonly #symbols: Symbols;
  readonly #options: ExpanderOptions;
  readonly #diagnostics: Diagnostics;
  readonly #statements: Statement[] = [];
  #pending: Token[] = [];
  /** Text that a further `EQU` line continues. */
  #open: Token[][] | null = null;
  #instructions = 0;
  #read = 0;
  #last: Token | null = null;

  constructor(lines: readonly Line[], symbols: Symbols, options: ExpanderOptions, diagnostics: Diagnostics) {
    this.#frames = [{ lines, indices: null, loop: null, iteration: 0, at: 0 }];
    this.#symbols = symbols;
    this.#options = options;
    this.#diagnostics = diagnostics;
  }

  run(): Statement[] {
    for (let next = this.#next(); next !== null; next = this.#next()) {
      if (this.#line(next.line, next.indices)) return this.#statements;
    }
    for (const label of this.#pending) {
      this.#diagnostics.warn(
        label,
        `label ${quote(label.text)} stands before nothing`,
        "an instruction after it",
      );
    }
    return this.#statements;
  }

  #next(): { line: Line; indices: Indices | null } | null {
    for (let frame = this.#frames.at(-1); frame !== undefined; frame = this.#frames.at(-1)) {
      const line = frame.lines[frame.at];
      this.#count();
      if (line !== undefined) {
        frame.at++;
        this.#last = line[0] ?? this.#last;
        return { line, indices: frame.indices };
      }
      this.#frames.pop();
      if (frame.loop !== null && frame.iteration < frame.loop.count)
        this.#iterate(frame.lines, frame.loop, frame.iteration + 1);
    }
    return null;
  }

  /** Every line looked at counts, so that loops within loops end in time. */
  #count(): void {
    if (++this.#read <= LIMITS.lines) return;
    this.#stop(this.#last, "too many lines", `at most ${LIMITS.lines} after unrolling loops`);
  }

  #iterate(lines: readonly Line[], loop: NonNullable<Frame["loop"]>, iteration: number): void {
    const indices = loop.name === "" ? loop.outer : { name: loop.name, value: iteration, outer: loop.outer };
    this.#frames.push({ lines, indices, loop, iteration, at: 0 });
  }

  #stop(token: Token | null, message: string, expected: string): never {
    this.#diagnostics.error(token ?? { line: 0, column: 0 }, message, expected);
    throw new AssemblyStop();
  }

  /** Takes one line; returns whether it ends the program. */
  #line(raw: Line, indices: Indices | null): boolean {
    const tokens = this.#symbols.concatenate(raw, indices);
    const open = this.#open;
    this.#open = null;
    for (let at = 0; at < tokens.length; at++) {
      const token = tokens[at] as Token;
      if (token.kind === "symbol" && token.text === ":" && at > 0) continue;
      if (token.kind !== "name") {
        this.#misplaced(token, tokens);
        return false;
      }
      const word = token.text.toUpperCase();
      const rest = tokens.slice(at + 1);
      if (word === "EQU") {
        this.#equate(token, rest, open);
        return false;
      }
      if (word === "FOR") {
        this.#loop(token, rest, indices);
        return false;
      }
      if (word === "ROF") {
        this.#diagnostics.error(token, "ROF without FOR", "a FOR before it");
        return false;
      }
      if (WORDS.has(word)) return this.#statement(token, word, rest, indices);
      const text = this.#defines(tokens, at)
        ? undefined
        : this.#symbols.texts.get(this.#symbols.resolve(token.text));
      if (text !== undefined) {
        this.#substitute(token, text, rest, indices);
        return false;
      }
      if (this.#symbols.labels.has(token.text) && !this.#defines(tokens, at)) {
        const consequence = this.#options.lenient
          ? "this one is ignored"
          : "the rest of this line is ignored";
        this.#diagnostics.warn(
          token,
          `label ${quote(token.text)} is defined already; ${consequence}`,
          "a new name",
        );
        if (this.#options.lenient) continue;
        return false;
      }
      this.#pending.push(token);
    }
    return false;
  }

  /** Whether the names from here on are being defined by `EQU`, so that they must not be substituted. */
  #defines(tokens: Line, from: number): boolean {
    let at = from;
    while (tokens[at]?.kind === "name" && !WORDS.has((tokens[at] as Token).text.toUpperCase())) at++;
    return isWord(tokens[at], "EQU");
  }

  #misplaced(token: Token, line: Line): void {
    if (
      this.#options.lenient &&
      !line.some(({ kind, text }) => kind === "name" && WORDS.has(text.toUpperCase()))
    ) {
      // Prose and unknown directives: nothing of the line is kept, its words are no labels either.
      this.#pending = this.#pending.filter((label) => label.line !== token.line);
      this.#diagnostics.warn(line[0] ?? token, "this line is no Redcode and was left out");
      return;
    }
    this.#diagnostics.error(token, `${quote(token.text)} cannot stand here`, "a label or an opcode");
  }

  #substitute(use: Token, text: readonly Line[], rest: readonly Token[], indices: Indices | null): void {
    const lines: Line[] = this.#symbols.substitute(use, text);
    const last = lines.length - 1;
    lines[last] = [...(lines[last] ?? []), ...rest];
    this.#frames.push({ lines, indices, loop: null, iteration: 0, at: 0 });
  }

  #equate(token: Token, rest: Token[], open: Token[][] | null): void {
    if (this.#pending.length > 0) {
      const text = [rest];
      for (const name of this.#pending) this.#symbols.define(name, text);
      this.#pending = [];
      this.#open = text;
    } else if (open !== null) {
      open.push(rest);
      this.#open = open;
    } else {
      this.#diagnostics.error(token, "EQU without a name", "a name before EQU");
    }
  }

  #loop(token: Token, rest: readonly Token[], indices: Indices | null): void {
    const index = this.#pending.pop();
    if (this.#frames.length > LIMITS.depth) {
      this.#stop(token, "loops are nested too deeply", `at most ${LIMITS.depth} within each other`);
    }
    this.#placeLabels();
    const { body, closed } = this.#body(token);
    const flat = this.#symbols.flatten(rest, indices);
    const lookup = (name: string): number | null => {
      if (name === "CURLINE") return this.#instructions;
      const label = this.#symbols.labels.get(this.#symbols.resolve(name));
      return label === undefined ? (this.#symbols.constants.get(name) ?? null) : label - this.#instructions;
    };
    const count = evaluate(flat, 0, lookup, this.#options.registers);
    if (!count.ok) {
      this.#diagnostics.error(
        flat[count.at] ?? token,
        count.message,
        `${count.expected}; labels must stand before FOR`,
      );
    } else if (flat[count.next] !== undefined) {
      this.#diagnostics.error(flat[count.next] ?? token, "the FOR count goes on too long", "one expression");
    } else if (count.value > 0) {
      this.#iterate(body, { name: index?.text ?? "", count: closed ? count.value : 1, outer: indices }, 1);
    }
  }

  /** Lines up to the matching `ROF`, which is taken too. */
  #body(token: Token): { body: Line[]; closed: boolean } {
    const frame = this.#frames.at(-1);
    const body: Line[] = [];
    let depth = 1;
    while (frame !== undefined) {
      const line = frame.lines[frame.at];
      if (line === undefined) break;
      this.#count();
      frame.at++;
      const word = line.find(({ kind, text }) => kind === "name" && WORDS.has(text.toUpperCase()));
      if (isWord(word, "FOR")) depth++;
      if (isWord(word, "ROF") && --depth === 0) return { body, closed: true };
      body.push(line);
    }
    this.#diagnostics.warn(token, "FOR is not closed: its lines are taken once", "ROF");
    return { body, closed: false };
  }

  /** Gives the labels before a statement or a loop its address. */
  #placeLabels(): void {
    for (const label of this.#pending) this.#symbols.define(label, this.#instructions);
    this.#pending = [];
  }

  #statement(token: Token, word: string, rest: Token[], indices: Indices | null): boolean {
    const address = this.#instructions;
    const pseudo = PSEUDO.has(word);
    if (!pseudo || word === "END") {
      this.#placeLabels();
    }
    this.#statements.push({ word, token, rest, indices, address });
    if (!pseudo) this.#instructions++;
    if (this.#instructions > this.#options.mostInstructions) {
      this.#stop(
        token,
        `the warrior is longer than allowed`,
        `at most ${this.#options.mostInstructions} instructions`,
      );
    }
    return word === "END";
  }
}

/** True for words that cannot be labels: opcodes and directives. */
export function isReserved(word: string): boolean {
  return WORDS.has(word.toUpperCase());
}
