import { short } from "../change-expressions.ts";
import { insertion, textOf } from "../change-statements.ts";
import type { TokenOperator } from "../changes.ts";
import type { Token } from "../lexer.ts";
import { isPortable } from "../portable.ts";
import { hasBraces } from "../rules.ts";
import type { Statement } from "../statement.ts";
import { chainEnd, closersOf, type TokenProgram } from "../token-program.ts";
import { freshName } from "../../fresh-name.ts";
import { loopsAround, type Range, statementsAround } from "./loops.ts";
import { isSteady } from "./steady.ts";

/** A name for the value of an expression: before a loop in which it stays the same, or where it is asked for several times. */
export const keepValue: TokenOperator = {
  name: "keep",
  apply({ program, random }) {
    const { declare } = program.rules;
    if (declare === null) return null;
    const expressions = expressionsOf(program);
    if (expressions.length === 0) return null;
    const { start, end } = random.pick(expressions);
    const text = textOf(program, { start, end });
    const equals = (within: Range): readonly Range[] =>
      expressions.filter(
        (one) => one.start >= within.start && one.end <= within.end && text === textOf(program, one),
      );
    const places = placesFor(program, { start, end }, equals);
    if (places.length === 0) return null;
    const place = random.pick(places);
    const name = freshName(text, program.uses);
    const edits = [
      insertion(program, place, `${place.indent}${declare(name, text)}`),
      ...equals(place).map((one) => ({ ...one, text: name })),
    ];
    return { edits, note: `kept ${short(text)} before ${short(textOf(program, place))}` };
  },
};

/** Statements that the value may be found before: those that ask for it again and again, and leave it as it is. */
function placesFor(
  program: TokenProgram,
  range: Range,
  equals: (within: Range) => readonly Range[],
): readonly Statement[] {
  const around = statementsAround(program, range);
  // what `for` goes through is asked for once
  const isHead = !hasBraces(program.rules) && around.at(-1)?.first.text === "for";
  const loops = loopsAround(program, range).filter((loop) => !isHead || loop !== around.at(-1));
  return around.filter((statement) => {
    const { start, end, first, isEdge } = statement;
    if (isEdge === true || !program.isOpen(first.start, first.end)) return false;
    const repeats = loops.some((loop) => loop.start >= start && loop.end <= end);
    if (!repeats && equals(statement).length < 2) return false;
    return isSteady(program, range, statement) && isPortable(program, range, program, start);
  });
}

/** Expressions of some work: calls, attributes, elements, what these are found in, and groups. */
function expressionsOf(program: TokenProgram): readonly Range[] {
  const { code, operands, rules } = program;
  const closers = closersOf(code);
  const known = new Map(operands.map((operand) => [operand.at, operand]));
  return code.flatMap((token, at): readonly Range[] => {
    const operand = known.get(at);
    if (operand?.kind === "group") return [operand];
    const last = chainEnd(code, at, closers);
    const isTarget = last > at && /=$/.test(code[last + 1]?.text ?? "");
    const begins = token.kind === "word" && !rules.keywords.has(token.text) && code[at - 1]?.text !== ".";
    return begins && (operand || isTarget) ? beginningsOf(program, at, isTarget ? last - 1 : last) : [];
  });
}

/** An expression and those that it begins with: `a[b].c` and `a[b]` of `a[b].c`. */
function beginningsOf({ code, rules, isOpen }: TokenProgram, at: number, last: number): readonly Range[] {
  const first = code[at] as Token;
  const beginnings: Range[] = [];
  for (let next = at + 1; next <= last; next++) {
    const token = code[next] as Token;
    const isWhole = token.depth === first.depth && /^(?:[)\]]|\w.*)$/.test(token.text);
    // a method by itself is a value in some languages only
    const isMethod = hasBraces(rules) && code[next + 1]?.text === "(";
    if (isWhole && !isMethod && isOpen(first.start, token.end))
      beginnings.push({ start: first.start, end: token.end });
  }
  return beginnings;
}
