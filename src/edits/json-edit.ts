import { fenceFor } from "../core/index.ts";

/**
 * The edit in a reply that is nothing but JSON, bare or in a fence, as the reply that it would have been:
 * pairs of old and new text become SEARCH/REPLACE blocks; else its longest text is the reply, or, of the
 * sort `any`, the program. `null` where the reply is no JSON, or holds neither.
 *
 * @param sort - `pairs` takes pairs alone, which nothing else looks like
 */
export function editsInJson(reply: string, sort: "pairs" | "any"): string | null {
  const text = reply.trim();
  const fenced = /^(`{3,}|~{3,})[\w-]*[ \t]*\r?\n/.exec(text);
  const inner =
    fenced !== null && text.endsWith(fenced[1] ?? "")
      ? text.slice(fenced[0].length, -(fenced[1] ?? "").length).trim()
      : text;
  if (!/^[{["]/.test(inner) || inner.length > LONGEST) return null;
  let value: unknown;
  try {
    value = JSON.parse(inner);
  } catch {
    return null;
  }
  const found: Found = { blocks: [], longest: "", left: MOST };
  collect(value, found);
  if (found.blocks.length > 0) return found.blocks.join("\n\n");
  if (sort === "pairs" || found.longest.trim() === "") return null;
  const isReply = /^[ \t]{0,8}(?:<{3,}|[`~]{3,}|@@|---)/m.test(found.longest);
  const fence = fenceFor(found.longest);
  return isReply ? found.longest : `${fence}\n${found.longest}\n${fence}`;
}

const LONGEST = 4 * 1024 * 1024;
/** Most values that are looked at. */
const MOST = 2000;

interface Found {
  readonly blocks: string[];
  longest: string;
  left: number;
}

const OLD = ["search", "old", "old_string", "old_str", "oldText", "original", "find", "before"];
const NEW = ["replace", "new", "new_string", "new_str", "newText", "updated", "replacement", "after"];

function collect(value: unknown, found: Found, depth = 0): void {
  if (found.left-- <= 0 || depth > 6) return;
  if (typeof value === "string") {
    if (value.length > found.longest.length) found.longest = value;
    return;
  }
  if (typeof value !== "object" || value === null) return;
  const [before, after] = [OLD, NEW].map((names) => textOf(value as { [name: string]: unknown }, names));
  if (before !== undefined && after !== undefined) {
    const trimmed = [before, after].map((text) => text.replace(/\r?\n$/, ""));
    const signs = 3 + Math.max(4, ...trimmed.map((text) => longestRun(text)));
    const marks = (sign: string): string => sign.repeat(signs);
    const [search = "", replace = ""] = trimmed.map((text) => (text === "" ? "" : `${text}\n`));
    found.blocks.push(`${marks("<")} SEARCH\n${search}${marks("=")}\n${replace}${marks(">")} REPLACE`);
    return;
  }
  for (const inner of Object.values(value)) collect(inner, found, depth + 1);
}

function textOf(value: { readonly [name: string]: unknown }, names: readonly string[]): string | undefined {
  const name = names.find((each) => typeof value[each] === "string");
  return name === undefined ? undefined : (value[name] as string);
}

function longestRun(text: string): number {
  let longest = 0;
  for (const [run] of text.matchAll(/[<=>]{3,}/g)) longest = Math.max(longest, run.length);
  return longest;
}
