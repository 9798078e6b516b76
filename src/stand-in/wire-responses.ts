import type { JsonObject } from "../core/index.ts";
import type { Message } from "./conversation.ts";
import type { StandInAnswer, StandInRequest } from "./stand-in-model.ts";
import { pieces, readTool, type WireUsage } from "./wire-chat.ts";
import { asArray, asObject, asText, samplingOf } from "./wire-json.ts";

/** Reads the body of a request to the responses API; `null` when it is none. */
export function readResponsesRequest(body: JsonObject): StandInRequest | null {
  if (typeof body.model !== "string" || body.input === undefined) return null;
  const messages: Message[] = [];
  if (typeof body.instructions === "string") messages.push({ role: "system", text: body.instructions });
  if (typeof body.input === "string") messages.push({ role: "user", text: body.input });
  for (const item of asArray(body.input).map(asObject)) messages.push(readItem(item));
  const tools = asArray(body.tools).map((tool) => readTool(asObject(tool)));
  return { model: body.model, messages, tools, parameters: samplingOf(body) };
}

function readItem(item: JsonObject): Message {
  if (item.type === "function_call_output") {
    return { role: "tool", toolCallId: asText(item.call_id), text: asText(item.output) };
  }
  if (item.type === "function_call") {
    const call = { id: asText(item.call_id), name: asText(item.name), arguments: asText(item.arguments) };
    return { role: "assistant", text: "", toolCalls: [call] };
  }
  const text = asText(item.content);
  if (item.role === "assistant") return { role: "assistant", text };
  return { role: item.role === "system" || item.role === "developer" ? "system" : "user", text };
}

/** A response as one JSON value. */
export function responseJson(
  id: string,
  request: StandInRequest,
  answer: StandInAnswer,
  { prompt, completion }: WireUsage,
): JsonObject {
  const status = answer.finishReason === "length" ? "incomplete" : "completed";
  const content =
    answer.refusal === null
      ? { type: "output_text", text: answer.text, annotations: [] }
      : { type: "refusal", refusal: answer.refusal };
  const message = { type: "message", id: `msg_${id}`, status, role: "assistant", content: [content] };
  const calls = answer.toolCalls.map((call) => ({
    type: "function_call",
    id: `fc_${id}_${call.id}`,
    call_id: call.id,
    name: call.name,
    arguments: call.arguments,
    status: "completed",
  }));
  return {
    id,
    object: "response",
    created_at: 0,
    status,
    model: request.model,
    output: calls.length > 0 ? calls : [message],
    incomplete_details: status === "incomplete" ? { reason: "max_output_tokens" } : null,
    error: null,
    usage: {
      input_tokens: prompt,
      input_tokens_details: { cached_tokens: 0 },
      output_tokens: completion,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: prompt + completion,
    },
  };
}

/** A response as the data of server-sent events; each names its own type. */
export function responseEvents(
  id: string,
  request: StandInRequest,
  answer: StandInAnswer,
  usage: WireUsage,
): string[] {
  const whole = responseJson(id, request, answer, usage);
  const started = { ...whole, status: "in_progress", output: [], usage: null };
  const deltas = pieces(answer.refusal ?? answer.text).map((delta) => ({
    type: answer.refusal === null ? "response.output_text.delta" : "response.refusal.delta",
    item_id: `msg_${id}`,
    output_index: 0,
    content_index: 0,
    delta,
  }));
  const events: JsonObject[] = [
    { type: "response.created", response: started },
    ...deltas,
    { type: whole.status === "incomplete" ? "response.incomplete" : "response.completed", response: whole },
  ];
  return events.map((event, at) => JSON.stringify({ ...event, sequence_number: at }));
}
