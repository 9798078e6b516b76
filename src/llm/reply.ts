import type { Carried, ToolCall } from "./request.ts";

/** Tokens that a provider counted for one call. */
export interface Usage {
  readonly promptTokens: number;
  /** Tokens of the reply, hidden reasoning included. */
  readonly completionTokens: number;
  /** Of `promptTokens`, those read from the provider's cache. */
  readonly cachedTokens: number;
  /** Of `promptTokens`, those written to the provider's cache. */
  readonly cacheWriteTokens: number;
  /** Of `completionTokens`, hidden reasoning. */
  readonly reasoningTokens: number;
  /**
   * The server said nothing, or nothing credible: these are bytes, which no tokenizer makes more tokens of.
   */
  readonly estimated?: true;
}

/**
 * Why a model stopped: it was done, its token limit, tool calls, a content filter, or a reason of the
 * server's own.
 */
export type FinishReason = "stop" | "length" | "tool-calls" | "filtered" | "other";

/**
 * A whole answer. All of it is text from outside: data, never instructions, and not fit for a terminal as it
 * is.
 */
export interface Reply {
  readonly status: "ok";
  readonly text: string;
  readonly toolCalls: readonly ToolCall[];
  readonly finishReason: FinishReason;
  /** The model's words instead of an answer, where the protocol tells. */
  readonly refusal: string | null;
  /**
   * The server's count, else an estimate from bytes, marked as one. Records of earlier versions may have
   * `null`.
   */
  readonly usage: Usage | null;
  /** The parts that go back with this answer in the next turn. */
  readonly carried?: Carried;
  /** Id of the run's model that answered. */
  readonly model: string;
  /** Name under which the server answered. */
  readonly servedBy: string;
  /** Cost of the call; `null` when its price or its usage is unknown. */
  readonly costNanoUsd: number | null;
}

/**
 * Why one request got no usable answer. The first group is tried again; the second is not.
 *
 * | kind | |
 * |---|---|
 * | `rate-limited` | 429 |
 * | `server` | 5xx, 408, 409, or an error event in a stream |
 * | `connection` | no answer at all |
 * | `cut` | the answer broke off |
 * | `timeout` | the model's time was up |
 * | `malformed` | 200, but not the protocol: broken JSON, no choices, a web page |
 * | `adapted` | the server refuses how it was asked; it is asked otherwise from now on |
 * | `no-room` | hidden reasoning used the reply's limit up; it is asked with twice the limit from now on |
 * | `credentials` | 401, 403 |
 * | `not-found` | 404: the model or the path |
 * | `too-long` | the prompt does not fit the model's context, whatever the status |
 * | `quota` | the account is out of money |
 * | `rejected` | any other 4xx |
 * | `refused` | `rejected` or `too-long`, like every call before it: it concerns the run |
 * | `unanswerable` | this call failed again and again while others were answered: the request is to blame |
 * | `aborted` | the caller's signal |
 */
export type TransportFailureKind =
  | "rate-limited"
  | "server"
  | "connection"
  | "cut"
  | "timeout"
  | "malformed"
  | "adapted"
  | "no-room"
  | "credentials"
  | "not-found"
  | "too-long"
  | "quota"
  | "rejected"
  | "refused"
  | "unanswerable"
  | "aborted";

/** One request that got no usable answer. */
export interface TransportFailure {
  readonly status: "failed";
  readonly kind: TransportFailureKind;
  /** HTTP status, when there was one. */
  readonly httpStatus: number | null;
  /** One printable line without keys, at most 300 characters. */
  readonly message: string;
  /** How long the server asks to wait, milliseconds. */
  readonly retryAfterMs: number | null;
  /** False only when the provider certainly did not charge (it refused before it began). */
  readonly mayBeCharged: boolean;
  /** The charge, where the server said so although its answer is of no use. */
  readonly usage?: Usage;
  /** A web page came in place of an answer. */
  readonly isPage?: true;
  /** The lesson of it for the rest of the run, in words for people. */
  readonly learnt?: string;
}

/** Failures that pass by themselves. */
const PASSING: ReadonlySet<TransportFailureKind> = new Set([
  "rate-limited",
  "server",
  "connection",
  "cut",
  "timeout",
  "malformed",
  "adapted",
  "no-room",
]);

/** True when the same request may succeed later. */
export function isPassing(kind: TransportFailureKind): boolean {
  return PASSING.has(kind);
}

/**
 * True when the request itself is at fault, so that an operator can do something about it (a shorter prompt);
 * such an end is recorded like a reply. Every other lasting failure concerns the run: it stops, and tries
 * again when it is resumed.
 */
export function isCausedByRequest(kind: CallFailure["kind"]): boolean {
  return kind === "rejected" || kind === "too-long" || kind === "unanswerable" || kind === "purse";
}

/**
 * Why a call, with all its tries, has no reply. Besides the kinds of its last try:
 *
 * | kind | |
 * |---|---|
 * | `budget` | the ledger's ceiling does not allow the worst case of this call |
 * | `purse` | the money of its step does not allow it |
 * | `not-recorded` | a replay asked for a call that the journal does not have |
 * | `mismatch` | the journal has this call with another request |
 */
export interface CallFailure {
  readonly status: "failed";
  readonly kind: TransportFailureKind | "budget" | "purse" | "not-recorded" | "mismatch";
  readonly message: string;
  /** Advice, where something can be done about it. */
  readonly hint?: string;
  /** Requests that were sent for this call. */
  readonly tries: number;
}
