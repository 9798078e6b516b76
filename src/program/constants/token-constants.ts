import { applyEdits } from "../mutate/edits.ts";
import { numbersOf, readNumber, rewrite, type WrittenNumber } from "../tokens/change-numbers.ts";
import { lex } from "../tokens/lexer.ts";
import type { LexicalRules } from "../tokens/rules.ts";
import { tokenFingerprint } from "../tokens/token-fingerprint.ts";
import { type Operand, readTokens, type TokenProgram } from "../tokens/token-program.ts";
import { type Constants, chosenOf, constantOf } from "./constant.ts";
import { readDeclarations } from "./declarations.ts";
import { spreadsOf } from "./token-table.ts";

/** A decimal number where it stands. */
interface Place {
  readonly operand: Operand;
  readonly number: WrittenNumber;
  readonly spread: number;
}

/**
 * The tunable numbers within the evolve regions of a program that is known by its tokens, by the rules of {@link readConstants}.
 *
 * @returns `null` for a text whose strings or brackets do not fit
 */
export function readTokenConstants(source: string, rules: LexicalRules): Constants | null {
  const program = readTokens(source, rules);
  if (program === null) return null;
  const comments = lex(source, rules).tokens.filter(({ kind }) => kind === "comment");
  const chosen = chosenOf(source, readDeclarations({ source, comments }), placesOf(program), {
    start: ({ operand }) => operand.start,
    isWhole: ({ number }) => number.isInteger,
  });
  const numbers = chosen.map(([{ number, spread }, declared]) =>
    constantOf({ value: number.value, isWhole: number.isInteger, spread }, declared),
  );
  const places = chosen.map(([place]) => place);
  return { numbers, withValues: (values) => revalue(program, places, values) };
}

function placesOf(program: TokenProgram): readonly Place[] {
  const operands = numbersOf(program);
  const read = operands.map(({ text }) => readNumber(text) as WrittenNumber);
  const spreads = spreadsOf(
    program.code,
    operands.map(({ at }, i) => ({ at, value: (read[i] as WrittenNumber).value })),
  );
  return operands.map((operand, i) => ({
    operand,
    number: read[i] as WrittenNumber,
    spread: spreads[i] as number,
  }));
}

function revalue(
  program: TokenProgram,
  places: readonly Place[],
  values: readonly number[],
): ReturnType<Constants["withValues"]> {
  const edits = places.flatMap(({ operand, number }, i) => {
    const value = values[i] as number;
    return value === number.value ? [] : [rewrite(program, operand, number, value)];
  });
  const source = applyEdits(program.source, edits);
  return source === null ? null : { source, fingerprint: tokenFingerprint(source, program.rules) };
}
