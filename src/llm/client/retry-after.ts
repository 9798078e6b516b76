import type { HeaderLookup } from "./refused-error.ts";

/**
 * How long a server asks to wait, milliseconds: `retry-after-ms`, or `Retry-After` in seconds or as an HTTP
 * date (RFC 9110 §10.2.3). `null` when it does not say, or says nothing sensible. At most a day: whoever asks
 * for more is asked again then.
 *
 * @param now - milliseconds since 1970
 */
export function readRetryAfter(headers: HeaderLookup, now: number): number | null {
  const inMs = headers.get("retry-after-ms")?.trim();
  if (inMs !== undefined && /^\d+(?:\.\d+)?$/.test(inMs)) return bounded(Number(inMs));
  const text = headers.get("retry-after")?.trim() ?? "";
  if (/^\d+(?:\.\d+)?$/.test(text)) return bounded(Number(text) * 1000);
  const told = durationMs(text);
  if (told > 0) return bounded(told);
  // `Date.parse` takes many texts; an HTTP date always names its month.
  const date = /[A-Za-z]{3}/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? null : bounded(date - now);
}

/**
 * The time until a used-up limit starts anew, by the headers of OpenAI (`6m12s` for requests and tokens apart), OpenRouter, GitHub (a time
 * since 1970) and the draft of the IETF (seconds); `null` without one.
 */
export function readReset(headers: HeaderLookup, now: number): number | null {
  const apart = ["requests", "tokens"].flatMap((what) => {
    const left = headers.get(`x-ratelimit-remaining-${what}`)?.trim();
    const waitMs = durationMs(headers.get(`x-ratelimit-reset-${what}`)?.trim() ?? "");
    return waitMs > 0 && (left === undefined || left === "0") ? [waitMs] : [];
  });
  if (apart.length > 0) return bounded(Math.max(...apart));
  if ((headers.get("x-ratelimit-remaining")?.trim() ?? "0") !== "0") return null;
  const reset = headers.get("x-ratelimit-reset")?.trim() ?? headers.get("ratelimit-reset")?.trim() ?? "";
  if (!/^\d{1,13}(?:\.\d{1,9})?$/.test(reset)) return null;
  const number = Number(reset);
  if (number < 1e9) return bounded(number * 1000);
  return bounded((number < 1e11 ? number * 1000 : number) - now);
}

/**
 * How long the words of a refusal ask to wait, milliseconds: "retry in 2.9s", "try again in 23h59m", "wait 5
 * minutes", or a time since 1970 after `reset-at`; `null` when they do not say.
 */
export function readRetryWords(words: string, now: number): number | null {
  const reset = /reset-at (\d{10,13})\b/.exec(words)?.[1];
  if (reset !== undefined) return bounded(Number(reset) * (reset.length > 10 ? 1 : 1000) - now);
  const start = words.search(/(?:retry|try again|wait|available again|resets?)\b[^\d]{0,24}\d/i);
  if (start < 0) return null;
  const text = words.slice(start, start + 90);
  const waitMs = durationMs(text.slice(text.search(/\d/)));
  return waitMs > 0 ? bounded(waitMs) : null;
}

/** A duration at the beginning of a text, "23h59m" or "5 minutes"; 0 without one. */
function durationMs(text: string): number {
  let at = 0;
  let waitMs = 0;
  for (;;) {
    const part = PART.exec(text.slice(at));
    if (part === null) return waitMs;
    waitMs += Number(part[1]) * (UNITS[unitOf(part[2] ?? "")] ?? 0);
    at += part[0].length;
  }
}

const LONGEST_MS = 86_400_000;
const PART =
  /^(?:,? ?(?:and )?)(\d{1,9}(?:\.\d{1,9})?) ?(milliseconds?|ms|seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|days?|d)(?![a-z])/i;
const UNITS: { readonly [unit: string]: number } = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

function unitOf(word: string): string {
  const lower = word.toLowerCase();
  return lower.startsWith("mil") || lower === "ms" ? "ms" : lower.slice(0, 1);
}

function bounded(ms: number): number {
  return Math.min(LONGEST_MS, Math.max(0, Math.ceil(ms)));
}
