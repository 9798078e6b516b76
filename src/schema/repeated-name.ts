import type { Json } from "../core/index.ts";
import { loadJsonc } from "./load-late.ts";

/** A property that an object states twice, so that what it said first would be lost. */
export interface RepeatedName {
  readonly name: string;
  /** Where the second one begins in the text. */
  readonly offset: number;
}

/**
 * The first property that an object of a text repeats; `null` where none does. The text is only read again where it has more names than its
 * value has properties.
 */
export function findRepeated(text: string, value: Json): RepeatedName | null {
  if (namesIn(text) === propertiesIn(value)) return null;
  let found: RepeatedName | null = null;
  const open: Set<string>[] = [];
  loadJsonc().visit(
    text,
    {
      onObjectBegin() {
        open.push(new Set());
      },
      onObjectProperty(name, offset) {
        const names = open.at(-1);
        if (names?.has(name)) found ??= { name, offset };
        names?.add(name);
      },
      onObjectEnd() {
        open.pop();
      },
    },
    { allowTrailingComma: true },
  );
  return found;
}

/** Texts in double quotes that a colon follows; comments may hold some, too. */
function namesIn(text: string): number {
  let count = 0;
  for (let begin = text.indexOf('"'); begin >= 0; ) {
    let end = begin + 1;
    while (end < text.length && text[end] !== '"') end += text[end] === "\\" ? 2 : 1;
    let next = end + 1;
    while (BLANKS.has(text[next] ?? "")) next++;
    if (text[next] === ":") count++;
    begin = text.indexOf('"', end + 1);
  }
  return count;
}

const BLANKS: ReadonlySet<string> = new Set([" ", "\t", "\n", "\r"]);

function propertiesIn(value: Json): number {
  let count = 0;
  const open: Json[] = [value];
  for (let inner = open.pop(); inner !== undefined; inner = open.pop()) {
    if (inner === null || typeof inner !== "object") continue;
    const values = Object.values(inner);
    if (!Array.isArray(inner)) count += values.length;
    for (const each of values) open.push(each);
  }
  return count;
}
