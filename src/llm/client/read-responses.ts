import { jsonOf } from "../../core/index.ts";
import type { FinishReason } from "../reply.ts";
import { ProtocolError, type RawAnswer } from "./answer.ts";
import type { ReadCall } from "./read-calls.ts";
import { readUsage } from "./read-usage.ts";
import { RefusedError } from "./refused-error.ts";
import { listIn, objectIn, textIn, type Untyped } from "./untyped.ts";

/**
 * Reads a response that came as one JSON value, or the one that a stream's last event carries.
 *
 * @throws ProtocolError when it is not one; RefusedError when it is an error
 */
export function readResponse(value: unknown): RawAnswer {
  const body = objectIn(value);
  const items = listIn(body.output).map(objectIn);
  if (items.length === 0 && (body.error || body.status === "failed")) {
    throw new RefusedError(200, JSON.stringify({ error: body.error ?? "the response failed" }), null);
  }
  if (items.length === 0 && body.status !== "incomplete") throw new ProtocolError("it has no output");
  const calls = items.filter(({ type }) => type === "function_call").map(callOf);
  const parts = items
    .filter(({ type }) => type === "message")
    .flatMap(({ content }) =>
      typeof content === "string" ? [{ type: "output_text", text: content }] : listIn(content).map(objectIn),
    );
  const reasoning = items.filter(({ type }) => type === "reasoning");
  return {
    text: parts
      .map((part) => (part.type === "output_text" || part.type === "text" ? textIn(part.text) : ""))
      .join(""),
    thinking: reasoning
      .flatMap(({ summary, content }) =>
        [...listIn(summary), ...listIn(content)].map((part) => textIn(objectIn(part).text)),
      )
      .join(""),
    calls,
    finish: finishReason(body, calls.length > 0),
    refusal: parts.map((part) => (part.type === "refusal" ? textIn(part.refusal) : "")).join(""),
    usage: readUsage(body),
    servedBy: textIn(body.model),
    fields: calls.length > 0 && reasoning.length > 0 ? { reasoning: jsonOf(reasoning) } : {},
  };
}

/** Puts the events of a streamed response together. */
export class ResponseAssembly {
  private last: unknown = null;
  private known = 0;

  /** True once the whole response is there. */
  get isComplete(): boolean {
    return this.last !== null;
  }

  /** @throws RefusedError when the response failed */
  add(event: unknown): void {
    const { type, response, error, message } = objectIn(event);
    const kind = textIn(type);
    if (kind.startsWith("response.")) this.known++;
    if (kind === "response.completed" || kind === "response.incomplete") this.last = response;
    const failure =
      kind === "response.failed" ? objectIn(response).error : kind === "error" ? (error ?? message) : error;
    if (kind === "response.failed" || failure) {
      throw new RefusedError(200, JSON.stringify({ error: failure ?? "the response failed" }), null);
    }
  }

  /**
   * The answer; `null` when the stream ended before the response did.
   *
   * @throws ProtocolError when there were events, and none was a response's
   */
  end(_endsWhole: boolean, events: number): RawAnswer | null {
    if (this.known === 0 && events > 0) throw new ProtocolError("it has no response events");
    return this.last === null ? null : readResponse(this.last);
  }
}

function callOf(item: Untyped): ReadCall {
  const { arguments: values } = item;
  const text = typeof values === "string" ? values : values === undefined ? "" : JSON.stringify(values);
  return { id: textIn(item.call_id) || textIn(item.id), name: textIn(item.name), arguments: text, extra: {} };
}

function finishReason(body: Untyped, hasCalls: boolean): FinishReason {
  const reason = objectIn(body.incomplete_details).reason;
  if (reason === "max_output_tokens" || reason === "max_tokens") return "length";
  if (reason === "content_filter") return "filtered";
  if (hasCalls) return "tool-calls";
  return body.status === "completed" || body.status === undefined ? "stop" : "other";
}
