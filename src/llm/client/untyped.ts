import { isObject } from "../../core/index.ts";
/**
 * A value from outside, looked into without trust: another kind of value than expected reads as an empty one.
 */
export interface Untyped {
  readonly [name: string]: unknown;
}

/** The value when it is an object, else an empty one. */
export function objectIn(value: unknown): Untyped {
  return isObject(value) ? value : {};
}

/** The value when it is a list, else an empty one. */
export function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The value when it is text, else an empty one. */
export function textIn(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** The JSON value of a text; `undefined` when it is none. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * The JSON value of an answer; numbers that JSON does not know, as Python writes them, are `null`. @throws
 * SyntaxError
 */
export function parsedAnswer(text: string): unknown {
  const value = parsed(text);
  if (value !== undefined) return value;
  return JSON.parse(text.replace(STRINGS_AND_ODD_NUMBERS, (part) => (part.startsWith('"') ? part : "null")));
}

const STRINGS_AND_ODD_NUMBERS = /"(?:[^"\\]|\\[\s\S])*(?:"|\\?$)|-?\b(?:NaN|Infinity)\b/g;
