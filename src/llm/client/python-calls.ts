import type { ReadCall } from "./read-calls.ts";

/**
 * The calls of a text that is nothing but Python: `edit(text="x", times=2)`, one, or several in a list or on lines (Llama's and Gemma's
 * way). Arguments have names, and are texts, numbers, `True`, `False` or `None`; anything else makes it no call.
 */
export function pythonCalls(text: string, names: ReadonlySet<string>): readonly ReadCall[] {
  const calls: ReadCall[] = [];
  const reader = new Reader(text);
  reader.take(/\[?\s*/y);
  while (!reader.isDone) {
    const name = reader.take(/(?:\w+\.)?([A-Za-z_][\w-]*)\s*\(\s*/y)?.[1];
    const values = name === undefined || !names.has(name) ? null : argumentsOf(reader);
    if (name === undefined || values === null) return [];
    calls.push({ id: "", name, arguments: JSON.stringify(values), extra: {} });
    reader.take(/[\s,;]*\]?/y);
  }
  return calls;
}

/** A text that is read from its beginning on. */
class Reader {
  private readonly text: string;
  private at = 0;
  constructor(text: string) {
    this.text = text;
  }

  get isDone(): boolean {
    return this.at >= this.text.length;
  }

  /** The next part of the text, if it is this; a pattern that sticks. */
  take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found !== null) this.at = pattern.lastIndex;
    return found;
  }
}

const TEXT = /"""([\s\S]*?)"""|'''([\s\S]*?)'''|"((?:[^"\\\n]|\\[\s\S])*)"|'((?:[^'\\\n]|\\[\s\S])*)'/y;
const OTHER = /(?:True|False|None)\b|-?\d{1,15}(?:\.\d{1,15})?/y;

function argumentsOf(reader: Reader): { readonly [key: string]: unknown } | null {
  const values: { [key: string]: unknown } = {};
  while (reader.take(/\)/y) === null) {
    const key = reader.take(/([A-Za-z_]\w*)\s*=\s*/y)?.[1];
    if (key === undefined) return null;
    const text = reader.take(TEXT);
    const other = text === null ? reader.take(OTHER) : null;
    if (text === null && other === null) return null;
    values[key] =
      text === null ? wordOf(other?.[0]) : unescaped(text.slice(1).find((part) => part !== undefined));
    reader.take(/\s*,?\s*/y);
    if (reader.isDone) return null;
  }
  return values;
}

function wordOf(word = ""): unknown {
  return WORDS.has(word) ? WORDS.get(word) : Number(word);
}

const WORDS = new Map<string, unknown>([
  ["True", true],
  ["False", false],
  ["None", null],
]);
const ESCAPES: { readonly [sign: string]: string } = { n: "\n", t: "\t", r: "\r" };

function unescaped(text = ""): string {
  return text.replace(/\\([\s\S])/g, (_, sign: string) => ESCAPES[sign] ?? sign);
}
