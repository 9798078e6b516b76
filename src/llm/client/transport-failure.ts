import type { APIConnectionTimeoutError, APIError } from "openai";
import { printable } from "../../core/index.ts";
import type { TransportFailure, TransportFailureKind } from "../reply.ts";
import type { Redact } from "../redact.ts";
import { ProtocolError } from "./answer.ts";
import { readRetryAfter } from "./retry-after.ts";

const LONGEST_MESSAGE = 300;

/** The SDK's errors; the package is loaded when a model is first asked. */
export interface SdkErrors {
  readonly APIError: typeof APIError;
  readonly APIConnectionTimeoutError: typeof APIConnectionTimeoutError;
}

/** Which signal ended the request, if one did. */
export interface Ending {
  readonly aborted: boolean;
  readonly timedOut: boolean;
  /** True once an answer had begun. */
  readonly answered: boolean;
}

/** Turns whatever the SDK threw into a value: kind, one printable line without keys, how long to wait, whether it may be charged. */
export function transportFailure(
  error: unknown,
  ending: Ending,
  now: number,
  redact: Redact,
  sdk: SdkErrors,
): TransportFailure {
  const failure = (
    kind: TransportFailureKind,
    message: string,
    mayBeCharged: boolean,
    httpStatus: number | null = null,
    retryAfterMs: number | null = null,
  ): TransportFailure => {
    const line = printable(redact(message), "").replace(/\s+/g, " ").trim();
    return {
      status: "failed",
      kind,
      httpStatus,
      message: line.slice(0, LONGEST_MESSAGE),
      retryAfterMs,
      mayBeCharged,
    };
  };
  if (ending.aborted) return failure("aborted", "The call was aborted.", true);
  if (ending.timedOut || error instanceof sdk.APIConnectionTimeoutError) {
    return failure("timeout", "The model did not answer in time.", true);
  }
  if (error instanceof sdk.APIError && typeof error.status === "number") {
    const { status } = error;
    const kind = statusKind(status, `${error.code ?? ""} ${error.type ?? ""} ${error.message}`);
    const retryAfter = error.headers === undefined ? null : readRetryAfter(error.headers, now);
    return failure(kind, error.message, chargesUnknown(status), status, retryAfter);
  }
  // An error event inside a stream: the provider had begun.
  if (error instanceof sdk.APIError && error.error !== undefined) {
    return failure("server", error.message || "The stream reported an error.", true);
  }
  if (error instanceof ProtocolError)
    return failure("malformed", `The answer is not the protocol's: ${error.message}.`, true);
  if (error instanceof SyntaxError) return failure("malformed", "The answer is not valid JSON.", true);
  const causes = causesOf(error);
  if (
    ending.answered ||
    causes.some((cause) =>
      /terminated|other side closed|ECONNRESET|EPIPE|premature|socket hang up/i.test(cause),
    )
  ) {
    return failure("cut", "The connection broke off.", true);
  }
  // Nothing was ever sent when nobody listens; after that the server may have begun.
  const refused = causes.some((cause) => /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|CERT|redirect/i.test(cause));
  return failure("connection", `No connection: ${causes.at(-1) ?? "unknown error"}.`, !refused);
}

function statusKind(status: number, text: string): TransportFailureKind {
  if (status === 429) return /insufficient_quota|billing|credit/i.test(text) ? "quota" : "rate-limited";
  if (status === 402) return "quota";
  if (status === 401 || status === 403) return "credentials";
  if (status === 404) return "not-found";
  if (status === 408 || status === 409 || status >= 500) return "server";
  if (
    status === 413 ||
    /context.?length|context window|maximum context|too many tokens|prompt is too long|exceed_context/i.test(
      text,
    )
  ) {
    return "too-long";
  }
  return "rejected";
}

/** A gateway in between (502, 504, 52x) or a broken-off answer does not know whether the model ran; plain refusals do. */
function chargesUnknown(status: number): boolean {
  return status === 408 || status === 502 || status === 504 || status >= 520;
}

/** The messages and codes of an error and its causes, outermost first. */
function causesOf(error: unknown): string[] {
  const found: string[] = [];
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    const code = "code" in at && typeof at.code === "string" ? `${at.code} ` : "";
    found.push(`${code}${at.message}`);
  }
  return found;
}
