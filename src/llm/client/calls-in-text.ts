import type { ToolDefinition } from "../request.ts";
import { jsonAt } from "./json-at.ts";
import { pythonCalls } from "./python-calls.ts";
import type { ReadCall } from "./read-calls.ts";
import { toolNamed } from "./tool-name.ts";
import { listIn, objectIn, parsed, textIn } from "./untyped.ts";

/** A text, and the tool calls that stood in it. */
export interface TextWithCalls {
  /** The text without the calls. */
  readonly text: string;
  readonly calls: readonly ReadCall[];
}

/**
 * Finds tool calls that a model wrote into its text, because its server knows no parser for them: a mark, perhaps the tool's name, and its
 * arguments as JSON or as XML (Hermes, Qwen, Llama, Mistral, Phi, gpt-oss, DeepSeek, Kimi, GLM, MiniMax, Cohere, Nemotron, InternLM, ReAct);
 * or nothing but the JSON of a call, or a call in Python (Llama, Gemma). Only tools that were offered count. Time is linear in the text.
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
  for (const { index, 0: mark } of text.matchAll(OPENINGS)) {
    if (index < from) continue;
    const found = callsAfter(text, index + mark.search(/[^\s`]/), names);
    if (found === null) {
      // each may have read on to the end
      if (++vain > MOST_VAIN) break;
      continue;
    }
    kept.push(text.slice(from, index));
    calls.push(...found.calls);
    from = found.end;
  }
  if (calls.length === 0) return { text, calls: [] };
  kept.push(text.slice(from));
  return { text: kept.join("").trim(), calls };
}

/** Openings that turn out to be none, after which nobody looks any further. */
const MOST_VAIN = 16;
/** Characters from an opening to the arguments, in which the tool's name may stand. */
const HEAD = 200;

const OPENINGS = new RegExp(
  [
    "<(?:\\w{1,12}:)?(?:tool_?calls?|function_?calls?|invoke|function|tool_use)\\b",
    "<\\|(?:tool_calls?(?:_section)?(?:_begin)?|python_tag|action_start|start_action)\\b",
    "<\\|channel\\|>[^<]{0,40}to=functions\\.",
    "<｜tool▁call▁begin｜>",
    "\\[TOOL_CALLS?\\]",
    "\\bfunctools(?=\\[)",
    "^>>>(?=\\w)",
    "^Action: ",
    "^```(?:json|tools?|tool_call|function)?\\n(?=[{[])",
  ].join("|"),
  "gim",
);
/** Where arguments begin. */
const ARGUMENTS = /\{|\[(?!(?:ARGS|CALL_ID)\])|<parameter\b|<arg_key>/;
/** Signs after a call that belong to it. */
const CLOSING =
  /^(?:<\/(?:\w{1,12}:)?(?:tool_?calls?|function_?calls?|invoke|function|tool_use)>|<\|\/?(?:tool_?calls?(?:_\w{1,20})?|call|eom_id|end_action|action_end)\|?>|<｜tool▁call▁end｜>|```(?=\s|$)|\s)+/i;

function callsAfter(
  text: string,
  opening: number,
  names: ReadonlySet<string>,
): { readonly calls: readonly ReadCall[]; readonly end: number } | null {
  // the mark of a list is a bracket, too
  const begin = opening + (text[opening] === "[" ? text.slice(opening, opening + 12).indexOf("]") + 1 : 0);
  const at = text.slice(begin, begin + HEAD).search(ARGUMENTS);
  if (at < 0) return null;
  const name = toolNamed(text.slice(begin, begin + at), names);
  const found = text[begin + at] === "<" ? taggedArguments(text, begin + at) : jsonAt(text, begin + at);
  if (found === null) return null;
  const own = callsOf(found.value, names);
  const calls = own.length > 0 || name === null ? own : callsOf({ name, arguments: found.value }, names);
  if (calls.length === 0) return null;
  const [closing = ""] = CLOSING.exec(text.slice(found.end, found.end + HEAD)) ?? [];
  return { calls, end: found.end + closing.length };
}

const KEYS =
  /<parameter(?:=| name=")([^">\n]{1,64})"?>|<arg_key>([^<\n]{1,64})<\/arg_key>\s{0,8}<arg_value>/g;
const VALUE_ENDS = /<\/(?:parameter|arg_value)>/;
const CALL_ENDS = /<\/(?:function|invoke|tool_call)>/g;

/** Arguments in tags: `<parameter=key>value</parameter>` (Qwen coder), `<parameter name="key">` (MiniMax), `<arg_key>` (GLM). */
function taggedArguments(text: string, begin: number): { readonly value: object; readonly end: number } {
  CALL_ENDS.lastIndex = begin;
  const end = CALL_ENDS.exec(text)?.index ?? text.length;
  const inner = text.slice(begin, end);
  const keys = [...inner.matchAll(KEYS)];
  const entries = keys.map((key, at) => {
    const told = inner.slice(key.index + key[0].length, keys[at + 1]?.index);
    const [value = ""] = told.split(VALUE_ENDS, 1);
    return [key[1] ?? key[2] ?? "", value.replace(/^\n/, "").replace(/\n$/, "")];
  });
  return { value: Object.fromEntries(entries), end };
}

/** A text that is nothing but one call or several, in a fence or bare: their JSON, or Python. */
function bareCalls(text: string, names: ReadonlySet<string>): readonly ReadCall[] {
  const trimmed = text.trim();
  const fenced = /^```(?:json|tools?|tool_call|tool_code|function|python)?\n/.exec(trimmed);
  const inner =
    fenced !== null && trimmed.endsWith("```") ? trimmed.slice(fenced[0].length, -3).trim() : trimmed;
  const calls = /^[{[]/.test(inner) ? callsOf(parsed(inner), names) : [];
  return calls.length > 0 ? calls : pythonCalls(inner, names);
}

function callsOf(value: unknown, names: ReadonlySet<string>): readonly ReadCall[] {
  if (Array.isArray(value)) return value.flatMap((item) => callsOf(item, names));
  const call = objectIn(value);
  const several = listIn(call.tool_calls);
  if (several.length > 0) return callsOf(several, names);
  const inner = typeof call.function === "object" ? objectIn(call.function) : call;
  const named = [inner.name, inner.tool, inner.tool_name, call.function]
    .map(textIn)
    .find((name) => name !== "");
  const name = named === undefined ? null : toolNamed(named, names);
  if (name === null) return [];
  const values = inner.arguments ?? inner.parameters ?? inner.args ?? inner.input ?? inner.tool_input ?? {};
  const text = typeof values === "string" ? values : JSON.stringify(values);
  return [{ id: textIn(call.id), name, arguments: text, extra: {} }];
}
