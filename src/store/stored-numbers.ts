import { parseStored } from "./stored-json.ts";
import type { JsonObject, NumberRecord } from "../core/index.ts";

/**
 * Numbers by name as an SQLite value: the number of the list of their names (16 bits) and 8 bytes for each of
 * them. A run has few such lists and many thousands of records, which JSON makes three times as long.
 *
 * @param numberOf - the number of a text within the run, see `names` in the schema
 */
export function packNumbers(numbers: NumberRecord, numberOf: (text: string) => number): string | Uint8Array {
  const names = Object.keys(numbers);
  if (names.length === 0) return "{}";
  const list = numberOf(JSON.stringify(names));
  if (list > MOST_LISTS) return JSON.stringify(numbers);
  const bytes = new DataView(new ArrayBuffer(2 + 8 * names.length));
  bytes.setUint16(0, list);
  // as in JSON, zero has no sign
  names.forEach((name, i) => void bytes.setFloat64(2 + 8 * i, (numbers[name] ?? 0) + 0));
  return new Uint8Array(bytes.buffer);
}

/** The numbers that {@link packNumbers} was given. @param textOf - the text with a number */
export function unpackNumbers(value: unknown, textOf: (number: number) => string): NumberRecord {
  if (!(value instanceof Uint8Array)) return parseStored(String(value)) as NumberRecord;
  const bytes = new DataView(value.buffer, value.byteOffset, value.byteLength);
  const names = parseStored(textOf(bytes.getUint16(0))) as readonly string[];
  const numbers = names.map((name, i) => [name, bytes.getFloat64(2 + 8 * i)] as const);
  return Object.fromEntries(numbers) satisfies JsonObject as NumberRecord;
}

/** Lists of names that have a number; what would need a higher one is kept as JSON. */
const MOST_LISTS = 0xffff;
