import type { Random } from "../../core/index.ts";
import type { Edit } from "../mutate/edits.ts";
import { roundTo } from "../mutate/number-text.ts";
import { adaptStep, type StepSizes } from "../mutate/step-sizes.ts";
import type { Change } from "../mutate/operator.ts";
import type { TokenContext, TokenOperator } from "./changes.ts";
import { hasBraces } from "./rules.ts";
import type { Operand, TokenProgram } from "./token-program.ts";

/** A number as it is written: sign, decimal digits, and what marks its type. */
export interface WrittenNumber {
  readonly value: number;
  readonly isInteger: boolean;
  readonly suffix: string;
}

/** Moves one number by a step relative to its size. */
export const moveNumber: TokenOperator = {
  name: "number",
  apply: (context) => moved(context, "one", (numbers, random) => [random.pick(numbers)]),
};

/** Moves a few numbers that stand beside each other. */
export const moveNumbers: TokenOperator = {
  name: "numbers",
  apply: (context) =>
    moved(context, "row", (numbers, random) => {
      const from = random.int(numbers.length);
      return numbers.slice(from, from + 2 + random.int(3));
    }),
};

/** Moves all numbers a little. */
export const moveAllNumbers: TokenOperator = {
  name: "all-numbers",
  apply: (context) => moved(context, "all", (numbers) => numbers),
};

function moved(
  { program, random, steps }: TokenContext,
  kind: keyof StepSizes,
  choose: (numbers: readonly Operand[], random: Random) => readonly Operand[],
): Change | null {
  const numbers = numbersOf(program);
  if (numbers.length === 0) return null;
  const step = adaptStep(steps[kind], random);
  const edits = choose(numbers, random).flatMap((place): Edit[] => {
    const number = readNumber(place.text);
    if (number === null) return [];
    const { value } = number;
    const delta = step * (value === 0 ? 1 : Math.abs(value)) * random.normal();
    return [rewrite(program, place, number, moveBy(program, number, delta, kind === "all"))];
  });
  const [first] = edits;
  if (first === undefined) return null;
  const was = program.source.slice(first.start, first.end);
  const more = edits.length > 1 ? ` and ${edits.length - 1} more` : "";
  return { edits, note: `number ${was} → ${first.text}${more}`, steps: { [kind]: step } };
}

function moveBy(
  { rules }: TokenProgram,
  { value, isInteger }: WrittenNumber,
  delta: number,
  maySettle: boolean,
): number {
  if (!isInteger) return roundTo(value + delta, Math.abs(delta));
  const rounded = Math.round(value + delta);
  const moved = rounded === value && !maySettle ? value + (delta < 0 ? -1 : 1) : rounded;
  // where types count, most of them are sizes and indices
  return hasBraces(rules) && value >= 0 ? Math.abs(moved) : moved;
}

/** The numbers of a program that may move: decimal ones. */
export function numbersOf({ operands }: TokenProgram): readonly Operand[] {
  return operands.filter(({ kind, text }) => kind === "number" && readNumber(text) !== null);
}

const DECIMAL =
  /^(-?)\s*((?:\d[\d_']*)?(?:\.\d*)?(?:[eE][+-]?\d+)?)((?:[uUlLfFjJn]+|[iuf](?:8|16|32|64|128|size))?)$/;

/** Reads a decimal literal; `null` for another one. */
export function readNumber(text: string): WrittenNumber | null {
  const [, sign = "", digits = "", suffix = ""] = DECIMAL.exec(text) ?? [];
  const value = Number(digits.replaceAll(/['_]/g, ""));
  if (digits === "" || !Number.isFinite(value)) return null;
  const isInteger = !/[.eE]/.test(digits) && !/^f(?:32|64)$/.test(suffix);
  return { value: sign === "-" ? -value : value, isInteger, suffix };
}

/** The edit that gives a number another value, written as its kind of number is. */
export function rewrite(program: TokenProgram, place: Operand, number: WrittenNumber, value: number): Edit {
  const digits = String(Math.abs(value));
  const plain = number.isInteger || /[.e]/.test(digits) ? digits : `${digits}.0`;
  const text = `${value < 0 ? "-" : ""}${plain}${number.suffix}`;
  // after another operand's operator a sign needs parentheses
  const before = program.code[place.at - 1];
  const isSafe = value >= 0 || before === undefined || /^(?:[([{,=:]|return|[-+*/%]=)$/.test(before.text);
  return { start: place.start, end: place.end, text: isSafe ? text : `(${text})` };
}
