import type { Edit } from "../mutate/edits.ts";
import { roundTo } from "../mutate/number-text.ts";
import { numbersOf, readNumber, rewrite } from "./change-numbers.ts";
import type { TokenOperator } from "./changes.ts";
import type { Operand, TokenProgram } from "./token-program.ts";

/** Numbers of a relative that differs in nothing but its numbers. */
export const takeNumbers: TokenOperator = {
  name: "take-numbers",
  apply({ program, mates, random }) {
    const mate = mates.find((other) => shapeOf(other) === shapeOf(program));
    if (mate === undefined) return null;
    const theirs = numbersOf(mate);
    const edits = numbersOf(program).flatMap((place, at): Edit[] => {
      const other = theirs[at];
      if (other === undefined || other.text === place.text || random.next() < 0.5) return [];
      return valueEdit(program, place, () => readNumber(other.text)?.value ?? null);
    });
    return edits.length === 0 ? null : { edits, note: `took ${edits.length} numbers from the mate` };
  },
};

/**
 * The difference of two relatives, added to the parent's numbers (Storn & Price 1997: differential
 * evolution).
 */
export const addDifference: TokenOperator = {
  name: "difference",
  apply({ program, mates, random }) {
    const [one, two] = mates.filter((other) => shapeOf(other) === shapeOf(program));
    if (one === undefined || two === undefined) return null;
    const factor = 0.3 + 0.7 * random.next();
    const [ones, twos] = [numbersOf(one), numbersOf(two)];
    const edits = numbersOf(program).flatMap((place, at): Edit[] =>
      valueEdit(program, place, (value) => {
        const [a, b] = [readNumber(ones[at]?.text ?? ""), readNumber(twos[at]?.text ?? "")];
        if (a === null || b === null || a.value === b.value) return null;
        return value + factor * (a.value - b.value);
      }),
    );
    return edits.length === 0
      ? null
      : { edits, note: `moved ${edits.length} numbers by a difference of mates` };
  },
};

function valueEdit(program: TokenProgram, place: Operand, move: (value: number) => number | null): Edit[] {
  const number = readNumber(place.text);
  const value = number === null ? null : move(number.value);
  if (number === null || value === null || !Number.isFinite(value)) return [];
  const settled = number.isInteger ? Math.round(value) : roundTo(value, Math.abs(value - number.value));
  return settled === number.value ? [] : [rewrite(program, place, number, settled)];
}

/** A program's tokens with its decimal numbers left out. */
function shapeOf(program: TokenProgram): string {
  const known = shapes.get(program);
  if (known !== undefined) return known;
  const numbers = new Map(numbersOf(program).map(({ start, end }) => [start, end]));
  let until = 0;
  const shape = program.code
    .map(({ text, start }) => {
      until = Math.max(until, numbers.get(start) ?? 0);
      return start < until ? "0" : text;
    })
    .join(" ")
    .replaceAll("0 0", "0");
  shapes.set(program, shape);
  return shape;
}

const shapes = new WeakMap<TokenProgram, string>();
