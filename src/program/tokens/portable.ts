import { namesAt } from "./names.ts";
import type { Token } from "./lexer.ts";
import { hasBraces } from "./rules.ts";
import { countBelow } from "./sorted.ts";
import type { Statement } from "./statement.ts";
import type { TokenProgram } from "./token-program.ts";

/** A range of a program's text. */
interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * True when every name that a range takes from around it has a value at an offset of the program that it is
 * copied to.
 */
export function isPortable(from: TokenProgram, range: Range, to: TokenProgram, offset: number): boolean {
  const known = new Set(from.bindings.map(({ name }) => name));
  const visible = new Set(namesAt(to.bindings, offset));
  const own = new Set(boundIn(from, range).map(({ name }) => name));
  return wordsIn(from, range).every((word) => !known.has(word) || visible.has(word) || own.has(word));
}

/**
 * True when a statement gives a name the value that is asked for behind it.
 *
 * @param until - where the asking ends; the end of the name's scope when left out
 */
export function isNeeded(program: TokenProgram, statement: Statement, until = Infinity): boolean {
  return boundIn(program, statement).some(({ name, to }) => {
    if (to <= statement.end) return false;
    const uses = program.uses.get(name) ?? [];
    const next = uses[countBelow(uses, statement.end, ({ start }) => start)];
    if (next === undefined || next.end > Math.min(to, until)) return false;
    return !program.bindings.some(
      (other) => other.name === name && other.from < statement.start && other.to >= to,
    );
  });
}

/** True for a statement that may stand twice: where names are declared, it declares none. */
export function isRepeatable(program: TokenProgram, statement: Statement): boolean {
  return !hasBraces(program.rules) || boundIn(program, statement).every(({ to }) => to <= statement.end);
}

function boundIn({ bindings }: TokenProgram, { start, end }: Range): TokenProgram["bindings"] {
  const placeOf = ({ at }: TokenProgram["bindings"][number]): number => at;
  return bindings.slice(countBelow(bindings, start, placeOf), countBelow(bindings, end, placeOf));
}

function wordsIn({ code }: TokenProgram, { start, end }: Range): readonly string[] {
  const words: string[] = [];
  for (let at = countBelow(code, start, startOf); at < code.length; at++) {
    const token = code[at] as Token;
    if (token.start >= end) break;
    if (token.kind === "word" && token.end <= end && code[at - 1]?.text !== ".") words.push(token.text);
  }
  return words;
}

function startOf({ start }: Token): number {
  return start;
}
