import type { TransportFailureKind } from "../reply.ts";
import { errorWords } from "./error-words.ts";
import type { RefusedError } from "./refused-error.ts";
import { readReset, readRetryAfter, readRetryWords } from "./retry-after.ts";

/** The meaning of a refusal. */
export interface Meaning {
  readonly kind: TransportFailureKind;
  /** The server's own words, uncut and as they came. */
  readonly words: string;
  readonly retryAfterMs: number | null;
  readonly mayBeCharged: boolean;
  /** A web page in place of an answer: the address may be another server's, or a network asks for a login. */
  readonly isPage: boolean;
}

/**
 * The meaning of a server's refusal, by its words and the codes in its body before its status: gateways pass
 * errors on as 200 or 500, and a prompt that is too long is one under any status.
 *
 * @param now - milliseconds since 1970
 */
export function readRefusal({ status, body, headers, hasBegun }: RefusedError, now: number): Meaning {
  const { words, codes, status: inner, retryHints, isPage } = errorWords(body);
  const real = inner !== null && (status < 400 || status >= 500 || inner === 429) ? inner : status;
  const text = `${codes} ${words}`.slice(0, LOOKED_AT);
  const asked = headers === null ? null : readRetryAfter(headers, now);
  const told = asked ?? readRetryWords(`${retryHints} ${words}`, now);
  // other refusals come with the state of the limits, too
  const retryAfterMs = told ?? (headers !== null && real === 429 ? readReset(headers, now) : null);
  const kind = isPage && status < 400 ? "malformed" : kindOf(real, text, retryAfterMs !== null);
  const mayWait = kind === "rate-limited" || kind === "server";
  return {
    kind,
    words: isPage ? `a web page: ${words || "without words"}` : words,
    retryAfterMs: mayWait ? retryAfterMs : null,
    mayBeCharged:
      !(isPage && status < 400) && !(isRefused(kind) && !hasBegun) && chargesUnknown(status, real),
    isPage,
  };
}

/** Longest part of a refusal that is looked through, characters. */
const LOOKED_AT = 4000;

const TOO_LONG = [
  /context[ _-]?(?:length|window|size|limit)\b.{0,80}(?:exceed|too|smaller|less|larg|max|than|\d)/i,
  /exceed\w*.{0,60}(?:context|token limit|max_model_len|maximum (?:input )?length|maximum number of tokens)/i,
  /(?:maximum|max) context/i,
  /(?:prompt|input|conversation|request|messages?).{0,40}(?:is|are|was|were)? ?too (?:long|large for model)/i,
  /too many (?:input |prompt )?tokens|exceed_context|context_length_exceeded|string_above_max_length/i,
  /reduce the length of (?:the|your) (?:messages|prompt|input|either)|input (?:token )?length.{0,40}exceed/i,
  /tokens to keep from the initial prompt is greater|max_tokens must be at least 1, got -\d/i,
  /\binputs?`? must have less than \d+ tokens|range of input length/i,
];

/** True when a refusal says that the prompt does not fit. */
function saysTooLong(text: string): boolean {
  return TOO_LONG.some((pattern) => pattern.test(text));
}

const EMPTY_ACCOUNT =
  /insufficient[_ ]quota|insufficient[_ ](?:account )?(?:balance|credits?|funds)|arrearage|account is in good standing|overdue (?:payment|bill)|credit balance is too low|(?:doesn'?t|does not) have any credits|used all available credits|billing hard limit|budget has been exceeded|余额不足|欠费/i;

/** True for "Limit 6000, Requested 36000". */
function isLargerThanLimit(text: string): boolean {
  const [, limit, requested] = /limit:? (\d{1,12}),? requested:? (\d{1,12})/i.exec(text) ?? [];
  return Number(requested) > Number(limit) && /too large|reduce/i.test(text);
}

/** A model or an address that is not there, whatever the status. */
const NOT_FOUND = /\bmodel_not_(?:found|supported|available)\b|unexpected endpoint or method/i;

function kindOf(status: number, text: string, saysWhen: boolean): TransportFailureKind {
  const isLimit =
    status === 429 ||
    (status === 403 && saysWhen) ||
    /RESOURCE_EXHAUSTED|RateLimitError|rate[ _]limit|too many requests|capacity[ _]exceeded/i.test(text);
  // one that is larger than a minute's limit never passes as it is
  if (isLargerThanLimit(text)) return "too-long";
  // "tokens per minute" may well be exceeded by a request that is too large
  if (status === 413 || (!isLimit && status !== 401 && saysTooLong(text))) return "too-long";
  if (isLimit) return isAccountEmpty(text, saysWhen) ? "quota" : "rate-limited";
  // fewer tokens can still be paid for: the number is taken as the reply's limit
  if (
    status === 402 &&
    /fewer max_tokens/i.test(text) &&
    Number(/can only afford (\d{1,9})/i.exec(text)?.[1]) >= 512
  )
    return "rejected";
  if (status === 402 || EMPTY_ACCOUNT.test(text)) return "quota";
  if (/\bmoderation|flagged|content[ _]?(?:policy|filter|management)|safety (?:system|setting)/i.test(text))
    return "rejected";
  if (status === 401 || status === 403) return "credentials";
  if (status === 404 || status === 405 || NOT_FOUND.test(text)) return "not-found";
  if (status === 408 || status === 409 || status === 425 || status === 499 || status >= 500 || status < 400)
    return "server";
  if (/api key not valid|invalid api key|incorrect api key/i.test(text)) return "credentials";
  return "rejected";
}

/**
 * Limits by the minute or the day pass by themselves, even where their words speak of billing; an empty
 * account does not.
 */
function isAccountEmpty(text: string, saysWhen: boolean): boolean {
  if (EMPTY_ACCOUNT.test(text)) return true;
  const passes =
    saysWhen ||
    /per[ _-]?(?:minute|day|hour|second)|\b[RT]P[MDHS]\b|free.tier|requests_per|RESOURCE_EXHAUSTED/i.test(
      text,
    );
  return !passes && /billing|credit balance|out of credits|no credits|payment|recharge|top up/i.test(text);
}

/** True for a refusal by which no model ran, whatever its status. */
function isRefused(kind: TransportFailureKind): boolean {
  return ["rate-limited", "quota", "credentials", "not-found", "too-long"].includes(kind);
}

/**
 * A gateway in between (502, 504, 52x) or an error in the body of a 200 does not know whether the model ran;
 * plain refusals do.
 */
function chargesUnknown(status: number, real: number): boolean {
  if (status < 400) return !(real >= 400 && real < 500 && real !== 408);
  // 529: the provider itself has no room
  return status === 408 || status === 502 || status === 504 || (status >= 520 && status !== 529);
}
