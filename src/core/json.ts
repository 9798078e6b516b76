/** A value that survives `JSON.parse(JSON.stringify(x))` unchanged. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A JSON object. */
export type JsonObject = { readonly [key: string]: Json };

/** True for an object of JSON, which is neither null nor a list. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A question: whether a value holds others in others more often than `most`; looked at level by level, since the depth is not yet known to be bounded. */
export function nestsDeeper(value: Json, most: number): boolean {
  let level: readonly Json[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > most) return true;
    level = level.flatMap((outer) =>
      outer === null || typeof outer !== "object" ? [] : Object.values(outer).filter(isComposed),
    );
  }
  return false;
}

function isComposed(value: Json): boolean {
  return typeof value === "object" && value !== null;
}

/** A record of ours, which holds nothing but JSON's values, as JSON: interfaces have no index signature. */
export function jsonOf(record: object): Json {
  return record as Json;
}

/**
 * JSON text with object keys in sorted order, so that equal values have equal text (and equal hashes).
 * Numbers print as ECMAScript prints them; −0 prints as `0`.
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (inner === null || typeof inner !== "object" || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
  });
}

/** Deepest nesting of a program's answer that is judged, levels. */
export const ANSWER_LEVELS = 64;

/** Levels of lists and objects in a JSON text, without recursion. */
export function levelsOf(text: string): number {
  let [level, most] = [0, 0];
  for (const [mark] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/g)) {
    if (mark === "[" || mark === "{") most = Math.max(most, ++level);
    else if (mark === "]" || mark === "}") level--;
  }
  return most;
}
