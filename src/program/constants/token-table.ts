import type { Token } from "../tokens/lexer.ts";

/** A number by the place of its first token among a program's code tokens. */
interface Entry {
  readonly at: number;
  readonly value: number;
}

/**
 * How far the numbers spread that play the same part as each: the others of its column in a list of rows, or else of its list; the
 * standard deviation of at least three, and 0 for a number that stands alone.
 *
 * @param numbers - ascending
 */
export function spreadsOf(code: readonly Token[], numbers: readonly Entry[]): readonly number[] {
  const places = placesIn(code);
  const placed = numbers.map(({ at }) => places[at] ?? null);
  const rows = new Map<number, Set<number>>();
  for (const place of placed) {
    if (place !== null && place.outer !== NONE)
      rows.set(place.outer, (rows.get(place.outer) ?? new Set()).add(place.list));
  }
  const columns = new Map<string, number[]>();
  const keys = placed.map((place, i) => {
    if (place === null) return "";
    const isRow = (rows.get(place.outer)?.size ?? 0) >= FEWEST;
    const key = isRow ? `${place.outer}/${place.column}` : `${place.list}`;
    const column = columns.get(key);
    const value = (numbers[i] as Entry).value;
    if (column === undefined) columns.set(key, [value]);
    else column.push(value);
    return key;
  });
  const spreads = new Map([...columns].map(([key, values]) => [key, deviation(values)]));
  return keys.map((key) => spreads.get(key) ?? 0);
}

/** Numbers, or rows, that make a list of its kind. */
const FEWEST = 3;
const NONE = -1;

/** The place of an entry of a list. */
interface Place {
  /** Opening brackets of its list, and of the list around that. */
  readonly list: number;
  readonly outer: number;
  /** Commas of its list before it. */
  readonly column: number;
}

/** For each token its place, where an entry of a list of values begins with it; `null` within expressions, calls and indices. */
function placesIn(code: readonly Token[]): readonly (Place | null)[] {
  const open: { readonly list: number; column: number }[] = [];
  return code.map(({ kind, text, start }, at) => {
    const before = code[at - 1];
    if (kind === "sign" && CLOSES.test(text)) open.pop();
    const around = open.at(-1);
    if (around !== undefined && text === ",") around.column += 1;
    const begins = before !== undefined && (before.text === "," || at - 1 === around?.list);
    const place =
      around !== undefined && around.list !== NONE && begins
        ? { list: around.list, outer: open.at(-2)?.list ?? NONE, column: around.column }
        : null;
    if (kind === "sign" && OPENS.test(text)) {
      const follows = before !== undefined && (before.kind === "word" || CLOSES.test(before.text));
      const isCall = follows && text !== "{" && before.end === start;
      open.push({ list: isCall ? NONE : at, column: 0 });
    }
    return place;
  });
}

const OPENS = /^[([{]$/;
const CLOSES = /^[)\]}]$/;

function deviation(values: readonly number[]): number {
  if (values.length < FEWEST) return 0;
  const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
  return Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length);
}
