import type { Json } from "../../core/index.ts";
import type { RecordedCall } from "./record-calls.ts";

/**
 * Calls at the edges of what was recorded, one argument of a recorded call changed in each: the empty, the single, the long and the sorted
 * list, text outside of ASCII, ties, signs, and small whole numbers one by one. What may take long comes last.
 */
export function edgeCalls(calls: readonly RecordedCall[]): readonly RecordedCall[] {
  const some = calls.slice(0, MOST_CALLS);
  const changed = (valuesOf: (value: Json, most: number) => readonly Json[]) =>
    some.flatMap(({ args, kwargs }) =>
      args.flatMap((arg, place) =>
        valuesOf(arg, Math.ceil(MOST_STEPS / args.length)).map((value) => ({
          args: args.with(place, value),
          kwargs,
        })),
      ),
    );
  const steps = changed(stepsOf).slice(0, MOST_STEPS);
  return [...changed(edgesOf), ...steps, ...changed(longOf)];
}

function edgesOf(value: Json): readonly Json[] {
  if (typeof value === "number") return Number.isInteger(value) ? [0, -value] : fractionsOf(value);
  if (typeof value === "string") return textsOf(value);
  if (Array.isArray(value)) return listsOf(value);
  return [];
}

function fractionsOf(value: number): readonly Json[] {
  return [-value, Math.trunc(value) + 0.5, Math.trunc(value) + 1.5, value * 1000, value / 1000];
}

function textsOf(value: string): readonly Json[] {
  const middle = value.length >> 1;
  const strange = STRANGE.map((one) => `${value.slice(0, middle)}${one}${value.slice(middle)}`);
  return ["", value.slice(0, 1), ` ${value} `, value.toUpperCase(), value.toLowerCase(), ...strange];
}

function listsOf(value: readonly Json[]): readonly Json[] {
  const [first] = value;
  if (first === undefined) return [];
  const last = value.at(-1) ?? first;
  const sorted = value.toSorted(inOrder);
  const inside = edgesOf(first).map((edge) => value.with(0, edge));
  return [[], [first], [first, first], [...value, last], sorted, sorted.toReversed(), ...inside];
}

/** The order of numbers and texts, and of lists by their first places. */
function inOrder(a: Json, b: Json): number {
  if (Array.isArray(a) && Array.isArray(b)) {
    for (let at = 0; at < Math.min(a.length, b.length); at++) {
      const order = inOrder(a[at] ?? null, b[at] ?? null);
      if (order !== 0) return order;
    }
    return a.length - b.length;
  }
  if (typeof a === "number" && typeof b === "number") return a - b;
  return String(a) < String(b) ? -1 : Number(String(a) > String(b));
}

/** Small whole numbers, one by one, where there is one. */
function stepsOf(value: Json, most: number): readonly Json[] {
  if (typeof value !== "number" || !Number.isInteger(value)) return [];
  return Array.from({ length: most }, (_, step) => step - NEGATIVE);
}

/** Longer than most tests make them. */
function longOf(value: Json): readonly Json[] {
  const times = (length: number): number => Math.ceil(LONG / Math.max(1, length));
  if (typeof value === "string") return value === "" ? [] : [value.repeat(times(value.length))];
  if (!Array.isArray(value) || value.length === 0) return [];
  return [Array.from({ length: times(value.length) }, () => value).flat()];
}

/** Recorded calls whose arguments are changed. */
const MOST_CALLS = 12;
/** Small whole numbers that are tried, in the places of all arguments together. */
const MOST_STEPS = 5000;
const NEGATIVE = 4;
/** Length of long texts and lists. */
const LONG = 1200;
/** Letters whose case changes their number, space that is none to some, and what takes two units of UTF-16. */
const STRANGE = [
  "\t \n",
  "\u00a0",
  "\u00e9\u00c9",
  "\u00df",
  "\u0130\u0131",
  "\u03a3\u03c2",
  "\u{1f600}",
  "\u0660",
];
