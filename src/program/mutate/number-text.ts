import type { Random } from "../../core/index.ts";
import type { Edit } from "./edits.ts";
import type { NumberSite } from "./numbers.ts";

/**
 * A moved number in the form it is written in: integers mostly stay integers (and move by at least one),
 * others keep about four digits below the size of their step, so that programs stay short and every number
 * still prints in its shortest round-trip form.
 */
export function settle(number: NumberSite, moved: number, random: Random): number {
  if (!Number.isFinite(moved)) return number.value;
  if (number.integer && random.next() >= FRACTION_SHARE) {
    const rounded = Math.round(moved);
    if (rounded !== number.value) return rounded;
    return number.value + (moved < number.value ? -1 : 1);
  }
  return roundTo(moved, Math.abs(moved - number.value));
}

/** Rounds to four digits below `step`. */
export function roundTo(value: number, step: number): number {
  if (!(step > 0)) return value;
  const digits = Math.min(20, Math.max(0, 4 - Math.floor(Math.log10(step))));
  return Number(value.toFixed(digits));
}

/** The edit that writes `value` in a number's place. */
function writeNumber(source: string, number: NumberSite, value: number): Edit {
  const { start, end } = number;
  const signed = number.site.node.type === "UnaryExpression";
  const plain = String(Object.is(value, -0) ? 0 : value);
  const glued = /[\w$.]/.test(source[start - 1] ?? "");
  const needsParentheses = value < 0 && /Binary|Unary|Member/.test(number.site.parent?.node.type ?? "");
  const text = `${glued ? " " : ""}${needsParentheses ? `(${plain})` : plain}`;
  const keepsShape = !glued && value < 0 === signed && !/[\w$.]/.test(source[end] ?? "");
  if (!keepsShape) return { start, end, text };
  return { start, end, text, literal: { start: number.literalStart, value: Math.abs(value) } };
}

/** Edits for all numbers whose value changed. */
export function writeNumbers(source: string, moves: ReadonlyMap<NumberSite, number>): Edit[] {
  const edits: Edit[] = [];
  for (const [number, value] of moves) {
    if (value !== number.value) edits.push(writeNumber(source, number, value));
  }
  return edits;
}

/** How often a number that looks like an integer turns into a fraction when it moves. */
const FRACTION_SHARE = 0.05;
