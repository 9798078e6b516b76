import { printable } from "../../core/index.ts";
import type { TransportFailure, TransportFailureKind } from "../reply.ts";
import type { Redact } from "../redact.ts";
import { ProtocolError } from "./answer.ts";
import { readRefusal } from "./read-refusal.ts";
import { RefusedError } from "./refused-error.ts";

const LONGEST_MESSAGE = 300;

/** Which signal ended the request, if one did. */
export interface Ending {
  readonly aborted: boolean;
  readonly timedOut: boolean;
  /** True once an answer had begun. */
  readonly answered: boolean;
}

/**
 * Turns whatever ended a request into a value: kind, one printable line without keys, how long to wait,
 * whether it may be charged.
 */
export function transportFailure(
  error: unknown,
  ending: Ending,
  now: number,
  redact: Redact,
): TransportFailure {
  const failure = (
    kind: TransportFailureKind,
    message: string,
    mayBeCharged: boolean,
    rest: Partial<TransportFailure> = {},
  ): TransportFailure => ({
    status: "failed",
    kind,
    httpStatus: null,
    message: failureLine(message, redact),
    retryAfterMs: null,
    mayBeCharged,
    ...rest,
  });
  if (ending.aborted) return failure("aborted", "The call was aborted.", true);
  if (ending.timedOut) return failure("timeout", "The model did not answer in time.", true);
  if (error instanceof RefusedError) {
    const { kind, words, retryAfterMs, mayBeCharged, isPage } = readRefusal(error, now);
    const status = error.status < 400 ? "" : `${error.status} `;
    const message =
      isPage && status === "" ? `The answer is ${words}.` : `${status}${words || "without a word"}`;
    const httpStatus = error.status < 400 ? null : error.status;
    return failure(kind, message, mayBeCharged, { httpStatus, retryAfterMs, ...(isPage && { isPage }) });
  }
  if (error instanceof ProtocolError)
    return failure("malformed", `The answer is not the protocol's: ${error.message}.`, true);
  if (error instanceof SyntaxError) return failure("malformed", "The answer is not valid JSON.", true);
  if (isWronglyPacked(error))
    return failure("malformed", "The answer is not packed as its header says.", true);
  const causes = causesOf(error);
  if (ending.answered || causes.some((cause) => BROKEN_OFF.test(cause))) {
    return failure("cut", "The connection broke off.", true);
  }
  // Nothing was ever sent when nobody listens; after that the server may have begun.
  const wasSent = !causes.some((cause) => NEVER_SENT.test(cause));
  return failure("connection", `No connection: ${causes.at(-1) ?? "unknown error"}.`, wasSent);
}

/** True for an answer that could not be unpacked, because it was never packed or its bytes are damaged. */
export function isWronglyPacked(error: unknown): boolean {
  return causesOf(error).some((cause) =>
    /^(?:Z_(?:DATA|BUF|STREAM)_ERROR|ERR__?BROTLI|ZSTD_error)/.test(cause),
  );
}

const BROKEN_OFF = /terminated|other side closed|ECONNRESET|EPIPE|premature|socket hang up/i;
const NEVER_SENT = /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|CERT|SSL|CONNECT_TIMEOUT/i;

/**
 * A server's words as one printable line without keys: hidden characters leave first, so that none can part a
 * key.
 */
export function failureLine(message: string, redact: Redact): string {
  const line = redact(printable(message, "")).replace(/\s+/g, " ").trim();
  return line.slice(0, LONGEST_MESSAGE);
}

/** The messages and codes of an error and its causes, outermost first. */
function causesOf(error: unknown): string[] {
  const found: string[] = [];
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    const code = "code" in at && typeof at.code === "string" ? at.code : "";
    found.push(at.message.includes(code) ? at.message : `${code} ${at.message}`);
    // both addresses of a name were tried: the first tells enough
    if (at instanceof AggregateError && at.message === "") found.push(String(at.errors[0]?.message ?? ""));
  }
  return found;
}
