import { listIn, objectIn, parsed, type Untyped } from "./untyped.ts";

/** A server's words in place of an answer. */
export interface ErrorWords {
  /** Its words, whatever shape they came in; empty when there are none. */
  readonly words: string;
  /** Codes, types and names beside them, in one text. */
  readonly codes: string;
  /** An HTTP status that the body tells; `null` without one. */
  readonly status: number | null;
  /** The body's hints on when to ask again, as text. */
  readonly retryHints: string;
  readonly isPage: boolean;
}

/** Longest part of a body that is looked at, characters. */
const LOOKED_AT = 20_000;
/** Deepest error within an error: gateways wrap what a provider said, sometimes as a text of JSON. */
const DEEPEST = 6;

/**
 * Finds a server's words in the body of an error: OpenAI's `error.message`, top-level `message` (vLLM),
 * `detail` (FastAPI), lists (Gemini), `errors`, an error within an error or in a text of JSON (OpenRouter's
 * `metadata.raw`, LiteLLM), a web page, plain text.
 */
export function errorWords(body: string): ErrorWords {
  const text = body.slice(0, LOOKED_AT).trim();
  const value = parsed(body) ?? embedded(text);
  if (value === undefined) {
    const isPage = /^(?:<!doctype|<\?xml|<html|<head|<body|<[a-z][^>]{0,200}>)/i.test(text);
    return { words: isPage ? pageWords(text) : text, codes: "", status: null, retryHints: "", isPage };
  }
  const found = {
    words: [] as string[],
    codes: [] as string[],
    status: null as number | null,
    hints: [] as string[],
  };
  collect(value, found, 0);
  const words = [...new Set(found.words.filter((word) => word.trim() !== ""))].join(": ");
  return {
    words,
    codes: found.codes.join(" "),
    status: found.status,
    retryHints: found.hints.join(" "),
    isPage: false,
  };
}

interface Found {
  readonly words: string[];
  readonly codes: string[];
  status: number | null;
  readonly hints: string[];
}

function collect(value: unknown, found: Found, depth: number): void {
  if (depth > DEEPEST) return;
  if (typeof value === "string") {
    const inner = value.trim().startsWith("{") ? parsed(value) : undefined;
    if (inner === undefined) found.words.push(value);
    else collect(inner, found, depth + 1);
    return;
  }
  if (Array.isArray(value)) {
    for (const item of value.slice(0, 8)) collect(item, found, depth + 1);
    return;
  }
  const error = objectIn(value);
  noteCodes(error, found);
  const place = listIn(error.loc)
    .filter((part) => part !== "body")
    .join(".");
  if (typeof error.msg === "string") found.words.push(place === "" ? error.msg : `${place}: ${error.msg}`);
  for (const name of [
    "error",
    "errors",
    "message",
    "detail",
    "error_message",
    "error_msg",
    "error_description",
    "status_msg",
    "base_resp",
    "title",
  ]) {
    if (error[name]) collect(error[name], found, depth + 1);
  }
  const { raw, headers } = objectIn(error.metadata);
  if (raw) collect(raw, found, depth + 1);
  const reset = objectIn(headers)["X-RateLimit-Reset"];
  if (reset !== undefined) found.hints.push(`reset-at ${String(reset)}`);
  for (const name of ["retry_after", "retryAfter", "retry_after_seconds"]) {
    const seconds = Number(error[name]);
    if (seconds > 0) found.hints.push(`retry in ${seconds}s`);
  }
  for (const item of listIn(error.details)) {
    const { retryDelay } = objectIn(item);
    if (typeof retryDelay === "string") found.hints.push(`retry in ${retryDelay}`);
  }
}

function noteCodes(error: Untyped, found: Found): void {
  for (const name of ["code", "type", "status", "status_code", "param", "reason"]) {
    const code = error[name];
    if (typeof code !== "string" && typeof code !== "number") continue;
    found.codes.push(String(code));
    const number = Number(code);
    if (Number.isInteger(number) && number >= 400 && number < 600) found.status ??= number;
  }
}

/**
 * JSON after a few words, as gateways write it: `litellm.BadRequestError: OpenAIException - {"error": …}`.
 */
function embedded(text: string): unknown {
  const start = text.indexOf('{"');
  if (start < 0 || start > 400 || text.startsWith("<")) return undefined;
  const value = parsed(text.slice(start, text.lastIndexOf("}") + 1));
  return value === undefined ? undefined : [text.slice(0, start), value];
}

/** A web page's words about itself: its title, else its first heading, else its first words. */
function pageWords(html: string): string {
  const inner = (tag: string): string => {
    const start = html.search(new RegExp(`<${tag}[ >]`, "i"));
    if (start < 0) return "";
    const open = html.indexOf(">", start);
    const close = html.indexOf("</", open);
    return open < 0 || close < 0 ? "" : html.slice(open + 1, close).trim();
  };
  const words = ["title", "h1", "pre", "p"].map(inner).find((text) => text !== "");
  return (words ?? html.split(/<[^>]{0,2000}>/).join(" ")).slice(0, 300).trim();
}
