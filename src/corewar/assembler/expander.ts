/** First pass of the assembler: from lines to statements. */
import { checkAssertion, loopCount } from "./condition.ts";
import { AssemblyStop, type Diagnostics } from "./diagnostic.ts";
import { type Arithmetic, quote } from "./expression.ts";
import { Labels } from "./labels.ts";
import { LIMITS } from "./limits.ts";
import { Output, type Reading, type Statement } from "./output.ts";
import { Reader } from "./reader.ts";
import type { Line } from "./source.ts";
import { isHead, type State } from "./state.ts";
import { type Meaning, numberTokens, type Symbols, type Text } from "./symbols.ts";
import { type Scratch, touching } from "./scratch.ts";
import { isSymbol, isWord, type Token } from "./token.ts";
import { DIRECTIVES, hasWord, misplacement, WORDS } from "./words.ts";

/** Bounds and dialect of the first pass. */
export interface ExpanderOptions {
  /** Instructions above which to stop. */
  readonly mostInstructions: number;
  readonly reading: Reading;
  readonly arithmetic: Arithmetic;
  readonly scratch: Scratch;
}

/**
 * First pass: collects labels and `EQU` texts, unrolls `FOR`…`ROF`, checks `;assert`, substitutes names that
 * are known already, and returns the statements that remain. It goes over the lines as pMARS 0.9.2 does,
 * token by token, since warriors depend on what that substitutes and when.
 */
export function expand(
  lines: readonly Line[],
  symbols: Symbols,
  options: ExpanderOptions,
  diagnostics: Diagnostics,
): readonly Statement[] {
  return new Expander(lines, symbols, options, diagnostics).run();
}

class Expander {
  /** Lines being read, those of the file or of a substituted text, and which one it is. */
  #cursor: { readonly lines: readonly Line[]; at: number };
  readonly #symbols: Symbols;
  readonly #options: ExpanderOptions;
  readonly #diagnostics: Diagnostics;
  readonly #output: Output;
  readonly #labels: Labels;
  readonly #isLenient: boolean;
  /** Loops without an iteration that are open: their lines are passed over. */
  #skipped = 0;
  #instructions = 0;
  #loops = 0;
  #read = 0;
  #ended = false;
  #asserted = false;

  constructor(lines: readonly Line[], symbols: Symbols, options: ExpanderOptions, diagnostics: Diagnostics) {
    this.#cursor = { lines, at: 0 };
    this.#symbols = symbols;
    this.#options = options;
    this.#diagnostics = diagnostics;
    this.#output = new Output(options.reading, diagnostics);
    this.#labels = new Labels(symbols);
    this.#isLenient = options.reading === "lenient";
  }

  run(): readonly Statement[] {
    for (const cursor = this.#cursor; cursor.at < cursor.lines.length && !this.#ended; cursor.at++) {
      const line = cursor.lines[cursor.at] as Line;
      const state = this.#line(line);
      if (state === "complete") this.#output.finish(line.tokens[0]);
      if (state === "rof") this.#error(line.tokens[0], "ROF without FOR", "a FOR before it");
    }
    const whole = { line: 0, column: 0 };
    if (this.#skipped > 0) this.#diagnostics.warn(whole, "a FOR without iterations is not closed", "ROF");
    if (!this.#asserted)
      this.#diagnostics.warn(whole, "no ;assert comment", "e.g. `;assert CORESIZE == 8000`");
    this.#labels.report(this.#diagnostics);
    return this.#output.statements;
  }

  #line({ kind, tokens }: Line): State {
    // every line looked at counts, so that loops within loops end in time
    if (++this.#read > LIMITS.lines)
      this.#stop(tokens[0], "too many lines", `at most ${LIMITS.lines} after unrolling loops`);
    this.#output.begin();
    if (kind === "code") return this.#walk(new Reader(tokens), "head");
    if (this.#skipped === 0) this.#assert(tokens);
    return "head";
  }

  /** Goes on from a state to the end of a line. */
  #walk(reader: Reader, begin: State): State {
    let state = begin;
    for (let token = reader.take(); token !== undefined; token = reader.take()) {
      if (token.kind === "name") this.#options.scratch.write(token.text.toUpperCase());
      if (this.#skipped > 0) {
        const end = this.#skip(token);
        if (end !== null) return end;
      } else if (token.kind !== "name") {
        if (!isHead(state)) this.#output.write({ ...token, spaced: false });
        else if (!this.#isLenient || !isSymbol(token, ":") || reader.at === 1)
          return this.#misplaced(token, reader);
      } else if (token.text === "CURLINE") {
        if (isHead(state)) return this.#misplaced(token, reader);
        this.#writeNumber({ kind: "label", address: this.#instructions }, 0, token);
      } else if (WORDS.has(token.text.toUpperCase())) {
        return isHead(state) ? this.#word(token, reader) : this.#misplaced(token, reader);
      } else {
        const next = this.#name(reader.joined(token, this.#symbols, this.#diagnostics), reader, state);
        if (next === null) return "broken";
        state = next;
      }
    }
    return state;
  }

  /**
   * One token of a line that is passed over: only the words of loops count, up to anything that is no name.
   */
  #skip(token: Token): State | null {
    if (isWord(token, "ROF")) this.#skipped--;
    else if (isWord(token, "FOR")) this.#skipped++;
    else if (token.kind === "name" && token.text !== "CURLINE" && !WORDS.has(token.text.toUpperCase()))
      return null;
    return "broken";
  }

  #word(token: Token, reader: Reader): State {
    const word = token.text.toUpperCase();
    if (word === "ROF") return "rof";
    if (word === "FOR") return this.#loop(token, reader);
    if (word === "EQU") return this.#equate(token, reader);
    return this.#statement(token, word, reader);
  }

  /** A name that is no opcode; returns how to go on, `null` where the rest of the line is of no use. */
  #name(name: Token, reader: Reader, state: State): State | null {
    const meaning = this.#symbols.find(name.text);
    if (meaning?.kind === "text") {
      if (isHead(state) && this.#isRedefined(name, meaning, reader)) return null;
      return this.#substitute(name, meaning, state);
    }
    if (!isHead(state)) {
      if (meaning === undefined) this.#output.write(name);
      else this.#writeNumber(meaning, state === "directive" ? 0 : this.#instructions, name);
      return state;
    }
    if (this.#symbols.findExact(name.text) !== undefined) {
      const consequence = this.#isLenient ? "this one is ignored" : "the rest of this line is ignored";
      const message = `label ${quote(name.text)} is defined already; ${consequence}`;
      this.#diagnostics.warn(name, message, "a new name");
      return this.#isLenient ? "head" : null;
    }
    this.#labels.add(name);
    if (!name.spaced && isSymbol(reader.peek(), ":")) reader.at++;
    return "head";
  }

  #writeNumber(meaning: Exclude<Meaning, Text>, base: number, use: Token): void {
    const tokens = numberTokens(meaning, base, use);
    this.#options.scratch.write(`${tokens.map(({ text }) => text).join("")}${use.spaced ? " " : ""}`);
    for (const token of tokens) this.#output.write(token);
  }

  /**
   * True, and said, for a second `EQU` of a name: its text would be put in the name's place, which cannot
   * stand there.
   */
  #isRedefined(name: Token, { lines }: Text, reader: Reader): boolean {
    if (!isWord(reader.peek(), "EQU") || lines[0]?.[0]?.kind === "name") return false;
    const message = `${quote(name.text)} is defined already`;
    if (this.#isLenient) this.#diagnostics.warn(name, `${message}; this definition is ignored`, "a new name");
    else this.#error(name, message, "a new name");
    return true;
  }

  /**
   * Reads the lines of a text in the place of its name; what follows the name goes on behind the last of
   * them.
   */
  #substitute(use: Token, text: Text, begin: State): State | null {
    return this.#symbols.within(use, text, (lines) => {
      const outer = this.#cursor;
      const cursor = { lines: lines.map((tokens) => ({ kind: "code", tokens }) as const), at: 0 };
      this.#cursor = cursor;
      let state = this.#walk(new Reader(cursor.lines[0]?.tokens ?? []), begin);
      while (cursor.at + 1 < cursor.lines.length && !this.#ended) {
        if (this.#skipped === 0 && state === "complete") this.#output.finish(use);
        state = this.#line(cursor.lines[++cursor.at] as Line);
      }
      this.#cursor = outer;
      if (use.spaced) this.#output.space();
      return state;
    });
  }

  /** Takes the text of a name, with the `EQU` lines that follow at once. */
  #equate(token: Token, reader: Reader): State {
    const lines = [reader.rest()];
    const cursor = this.#cursor;
    if (this.#labels.isEmpty) {
      this.#diagnostics.warn(token, "EQU without a name is ignored", "a name before EQU");
      return "operands";
    }
    for (;;) {
      const next = cursor.lines[cursor.at + 1];
      if (next?.kind !== "code" || !isWord(next.tokens[0], "EQU")) break;
      cursor.at++;
      lines.push(next.tokens.slice(1));
    }
    this.#labels.name(lines);
    return "operands";
  }

  /** Unrolls a loop; the last label before it is its index, the others get the address of what comes next. */
  #loop(token: Token, reader: Reader): State {
    const index = this.#labels.takeIndex();
    this.#labels.place(this.#instructions);
    this.#output.begin();
    this.#walk(reader, "operands");
    const count = loopCount(this.#output.tokens(), token, this.#options.arithmetic, this.#diagnostics);
    if (count === null) return "loop";
    if (count <= 0) {
      this.#skipped++;
      return "loop";
    }
    if (++this.#loops > LIMITS.depth)
      this.#stop(token, "loops are nested too deeply", `at most ${LIMITS.depth} within each other`);
    const before = index === null ? undefined : this.#symbols.findExact(index);
    const begin = this.#cursor.at;
    for (let value = 1; value <= count && !this.#ended; value++) {
      if (index !== null) this.#symbols.define(index, { kind: "index", value });
      this.#cursor.at = begin;
      this.#body(token);
    }
    if (index !== null) this.#symbols.restore(index, before);
    this.#loops--;
    return "loop";
  }

  /** Reads lines up to the `ROF`. */
  #body(token: Token): void {
    const cursor = this.#cursor;
    while (!this.#ended) {
      const line = cursor.lines[cursor.at + 1];
      if (line === undefined) {
        this.#diagnostics.warn(token, "FOR is not closed: its lines are taken once", "ROF");
        this.#ended = true;
        return;
      }
      cursor.at++;
      const state = this.#line(line);
      if (state === "rof") return;
      if (state === "complete") this.#output.finish(line.tokens[0]);
    }
  }

  /** Checks an assertion where it stands; in lenient mode one with opcodes in it is prose. */
  #assert(asked: readonly Token[]): void {
    const isProse = this.#isLenient && hasWord(asked);
    if (!isProse) this.#walk(new Reader(asked), "operands");
    const tokens = isProse ? null : this.#output.tokens();
    if (checkAssertion(asked, tokens, this.#options.arithmetic, this.#diagnostics)) this.#asserted = true;
  }

  #statement(token: Token, word: string, reader: Reader): State {
    const { mostInstructions, scratch, reading } = this.#options;
    for (const each of touching(token, reader, scratch, reading === "strict")) this.#output.write(each);
    const isDirective = DIRECTIVES.has(word);
    if (this.#walk(reader, isDirective ? "directive" : "operands") === "broken") return "broken";
    this.#labels.place(this.#instructions);
    if (word === "END") this.#ended = true;
    if (isDirective) return "complete";
    if (++this.#instructions > mostInstructions)
      this.#stop(token, "the warrior is longer than allowed", `at most ${mostInstructions} instructions`);
    return "complete";
  }

  #misplaced(token: Token, { tokens }: Reader): State {
    if (this.#isLenient && !hasWord(tokens)) {
      // Prose and unknown directives: nothing of the line is kept, its words are no labels either.
      this.#labels.forget(token.line);
      this.#diagnostics.warn(tokens[0] ?? token, "this line is no Redcode and was left out");
      return "broken";
    }
    const { place, message, expected } = misplacement(tokens, token);
    this.#error(place, message, expected);
    return "broken";
  }

  #error(token: Token | undefined, message: string, expected: string): void {
    this.#diagnostics.error(token ?? { line: 0, column: 0 }, message, expected);
  }

  #stop(token: Token | undefined, message: string, expected: string): never {
    this.#error(token, message, expected);
    throw new AssemblyStop();
  }
}
