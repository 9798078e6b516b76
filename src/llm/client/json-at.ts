import { parsed } from "./untyped.ts";

/** The JSON object or list that begins at a place, and where it ends; `null` when it is not one. */
export function jsonAt(
  text: string,
  start: number,
): { readonly value: unknown; readonly end: number } | null {
  let depth = 0;
  let isQuoted = false;
  for (let at = start; at < text.length; at++) {
    const sign = text[at];
    if (isQuoted) {
      if (sign === "\\") at++;
      else if (sign === '"') isQuoted = false;
    } else if (sign === '"') isQuoted = true;
    else if (sign === "{" || sign === "[") depth++;
    else if (sign === "}" || sign === "]") {
      depth--;
      if (depth > 0) continue;
      const value = parsed(text.slice(start, at + 1)) ?? parsed(mended(text.slice(start, at + 1)));
      return value === undefined ? null : { value, end: at + 1 };
    }
  }
  return null;
}

/** JSON as models write it, with line breaks inside its texts. */
function mended(text: string): string {
  let isQuoted = false;
  let made = "";
  for (let at = 0; at < text.length; at++) {
    const sign = text[at] ?? "";
    if (isQuoted && sign === "\\") {
      made += sign + (text[at + 1] ?? "");
      at++;
      continue;
    }
    if (sign === '"') isQuoted = !isQuoted;
    made += isQuoted && sign === "\n" ? "\\n" : isQuoted && sign === "\t" ? "\\t" : sign;
  }
  return made;
}
