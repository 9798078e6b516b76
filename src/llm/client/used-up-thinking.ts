import type { TransportFailure } from "../reply.ts";
import { estimateTokens } from "../tokens.ts";
import type { Answer } from "./answer.ts";

/** True when a limit ended a reply that says little or nothing: hidden reasoning has used it up. */
export function isUsedUpThinking({ finishReason, text, toolCalls, usage }: Answer, limit: number): boolean {
  if (finishReason !== "length" || toolCalls.length > 0) return false;
  if (text.trim() === "") return true;
  const used = usage === null || usage.estimated ? 0 : usage.completionTokens;
  return used >= 0.8 * limit && estimateTokens(text) < 0.5 * used;
}

/**
 * Such a reply as a try that is made again: it is paid for, and said once.
 *
 * @param next - the limit from now on
 * @param isNew - whether nobody was told yet
 */
export function noRoom({ usage }: Answer, limit: number, next: number, isNew: boolean): TransportFailure {
  const message = `The reply's limit of ${limit} tokens was used up before the answer: by hidden reasoning, it seems.`;
  return {
    status: "failed",
    kind: "no-room",
    httpStatus: null,
    message,
    retryAfterMs: null,
    mayBeCharged: true,
    ...(usage !== null && { usage }),
    ...(isNew && { learnt: `${message} It may have ${next} from now on (parameters.maxTokens).` }),
  };
}
