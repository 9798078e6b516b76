import type { Json, JsonObject } from "../../core/index.ts";
import { objectIn, textIn } from "./untyped.ts";

/**
 * True for a field of a message that its server may want to see again: any that the protocol does not know,
 * with something in it.
 */
export function isCarried([name, value]: [string, unknown]): boolean {
  const isEmpty =
    value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);
  return !KNOWN.has(name) && !isEmpty;
}

/**
 * Joins what a field brought piece by piece: texts are continued, lists extended, and an entry of a list that
 * goes on is continued, too.
 */
export function carry(fields: { [name: string]: Json }, [name, value]: [string, unknown]): void {
  const before = fields[name];
  if (typeof before === "string" && typeof value === "string") fields[name] = before + value;
  else if (Array.isArray(before) && Array.isArray(value))
    fields[name] = continued(before as Json[], value as Json[]);
  else fields[name] = value as Json;
}

function continued(before: readonly Json[], next: readonly Json[]): Json[] {
  const joined = [...before];
  for (const item of next) {
    const [last, entry] = [objectIn(joined.at(-1)), objectIn(item)];
    const goesOn = entry.index !== undefined && last.index === entry.index && last.type === entry.type;
    if (!goesOn) {
      joined.push(item);
      continue;
    }
    const merged: { [name: string]: Json } = { ...(last as JsonObject) };
    for (const [name, value] of Object.entries(entry)) {
      const isText =
        ["text", "summary", "thinking", "data"].includes(name) && typeof merged[name] === "string";
      if (value !== null) merged[name] = isText ? `${String(merged[name])}${textIn(value)}` : (value as Json);
    }
    joined[joined.length - 1] = merged;
  }
  return joined;
}

const KNOWN = new Set([
  "role",
  "content",
  "refusal",
  "tool_calls",
  "function_call",
  "annotations",
  "audio",
  "name",
]);
