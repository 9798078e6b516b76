import type { ToolDefinition } from "../request.ts";
import { jsonAt } from "./json-at.ts";
import type { ReadCall } from "./read-calls.ts";
import { objectIn, parsed, textIn } from "./untyped.ts";

/** A text, and the tool calls that stood in it. */
export interface TextWithCalls {
  /** The text without the calls. */
  readonly text: string;
  readonly calls: readonly ReadCall[];
}

/**
 * Finds tool calls that a model wrote into its text, because its server knows no parser for them:
 * `<tool_call>{…}</tool_call>` (Hermes, Qwen), `<function=name>` with JSON or `<parameter=…>` inside (Llama,
 * Qwen coder), `[TOOL_CALLS]…` (Mistral), `<|python_tag|>{…}` (Llama), `functools[…]` (Phi), channels
 * addressed to a function (gpt-oss), or nothing but the JSON of a call. Only tools that were offered count.
 * Time is linear in the text.
 */
export function callsInText(text: string, tools: readonly ToolDefinition[]): TextWithCalls {
  const names = new Set(tools.map(({ name }) => name));
  if (names.size === 0 || text === "") return { text, calls: [] };
  const bare = bareCalls(text, names);
  if (bare.length > 0) return { text: "", calls: bare };
  const calls: ReadCall[] = [];
  const kept: string[] = [];
  let from = 0;
  let vain = 0;
  for (const match of text.matchAll(OPENINGS)) {
    if (match.index < from) continue;
    const found = callsAfter(text, match, names);
    if (found === null) {
      // each may have read on to the end
      if (++vain > MOST_VAIN) break;
      continue;
    }
    kept.push(text.slice(from, match.index));
    calls.push(...found.calls);
    from = found.end;
  }
  if (calls.length === 0) return { text, calls: [] };
  kept.push(text.slice(from));
  return { text: kept.join("").trim(), calls };
}

/** Openings that turn out to be none, after which nobody looks any further. */
const MOST_VAIN = 16;

const OPENINGS =
  /<tool_calls?>|<\|tool_call\|?>|<function=([\w.-]{1,64})>|\[TOOL_CALLS\]|<\|python_tag\|>|\bfunctools(?=\[)|<\|channel\|>[^<]{0,40}to=functions\.([\w-]{1,64})[^{]{0,60}|<｜tool▁call▁begin｜>(?:function<｜tool▁sep｜>)?([\w-]{1,64})/g;
/** Signs after a call that belong to it. */
const CLOSING =
  /^\s*(?:<\/tool_calls?>|<\/function>|<\|\/?tool_call\|?>|<\|call\|>|<\|eom_id\|>|```\s*<｜tool▁call▁end｜>)+/;

function callsAfter(
  text: string,
  match: RegExpMatchArray,
  names: ReadonlySet<string>,
): { readonly calls: readonly ReadCall[]; readonly end: number } | null {
  const begin = (match.index ?? 0) + match[0].length;
  const newer = NAME_BEFORE.exec(text.slice(begin, begin + 140));
  const named = match[1] ?? match[2] ?? match[3] ?? newer?.[1];
  if (match[1] !== undefined && /^\s*<parameter=/.test(text.slice(begin, begin + 200))) {
    return parameterCall(text, begin, match[1], names);
  }
  const from = begin + (newer?.[0].length ?? 0);
  const start = text.slice(from, from + 200).search(/[{[]/);
  const value = start < 0 ? null : jsonAt(text, from + start);
  if (value === null) return null;
  const calls =
    named === undefined
      ? callsOf(value.value, names)
      : callsOf({ name: named, arguments: value.value }, names);
  if (calls.length === 0) return null;
  const [closing = ""] = CLOSING.exec(text.slice(value.end, value.end + 200)) ?? [];
  return { calls, end: value.end + closing.length };
}

/** Mistral's newer form: `[TOOL_CALLS]name[ARGS]{…}`. */
const NAME_BEFORE = /^([\w-]{1,64})(?:\[CALL_ID\]\w{1,40})?\[ARGS\]/;

/** Qwen coder's form: `<function=name><parameter=key>value</parameter>…</function>`. */
function parameterCall(text: string, begin: number, name: string, names: ReadonlySet<string>) {
  const close = text.indexOf("</function>", begin);
  const end = close < 0 ? text.length : close;
  const values: { [key: string]: string } = {};
  for (const part of text.slice(begin, end).split("<parameter=").slice(1)) {
    const cut = part.indexOf(">");
    const stop = part.lastIndexOf("</parameter>");
    if (cut < 0) continue;
    values[part.slice(0, cut)] = part
      .slice(cut + 1, stop < 0 ? undefined : stop)
      .replace(/^\n/, "")
      .replace(/\n$/, "");
  }
  const calls = callsOf({ name, arguments: values }, names);
  if (calls.length === 0) return null;
  const [closing = ""] = CLOSING.exec(text.slice(end, end + 200)) ?? [];
  return { calls, end: end + closing.length };
}

/** A text that is nothing but the JSON of one call or several, in a fence or bare. */
function bareCalls(text: string, names: ReadonlySet<string>): readonly ReadCall[] {
  const trimmed = text.trim();
  const fenced = /^```(?:json|tool_call)?\n/.exec(trimmed);
  const inner =
    fenced !== null && trimmed.endsWith("```") ? trimmed.slice(fenced[0].length, -3).trim() : trimmed;
  if (!/^[{[]/.test(inner)) return [];
  return callsOf(parsed(inner), names);
}

function callsOf(value: unknown, names: ReadonlySet<string>): readonly ReadCall[] {
  if (Array.isArray(value)) return value.flatMap((item) => callsOf(item, names));
  const call = objectIn(value);
  const inner = typeof call.function === "object" ? objectIn(call.function) : call;
  const name = textIn(inner.name) || textIn(inner.tool) || textIn(call.function);
  if (!names.has(name)) return [];
  const values = inner.arguments ?? inner.parameters ?? inner.args ?? {};
  const text = typeof values === "string" ? values : JSON.stringify(values);
  return [{ id: textIn(call.id), name, arguments: text, extra: {} }];
}
