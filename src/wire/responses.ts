import type { JsonObject } from "../core/index.ts";
import type { Message, WireAnswer, WireRequest, WireUsage } from "./conversation.ts";
import { instructs, pieces, readTool } from "./chat.ts";
import { asArray, asObject, asText, samplingOf } from "./json.ts";

/** Reads the body of a request to the responses API; `null` when it is none. */
export function readResponsesRequest(body: JsonObject): WireRequest | null {
  if (typeof body.model !== "string" || body.input === undefined) return null;
  const messages: Message[] = [];
  if (typeof body.instructions === "string") messages.push({ role: "system", text: body.instructions });
  if (typeof body.input === "string") messages.push({ role: "user", text: body.input });
  for (const item of asArray(body.input).map(asObject)) {
    // thoughts of the server's own
    if (item.type !== "reasoning") messages.push(readItem(item));
  }
  const tools = asArray(body.tools)
    .map(asObject)
    // others (search, code of the provider's) are nothing that a plain model has
    .filter(({ type }) => type === "function")
    .map(readTool);
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
  return { role: instructs(item.role) ? "system" : "user", text };
}

/** A response as one JSON value. */
export function responseJson(
  id: string,
  request: WireRequest,
  answer: WireAnswer,
  { prompt, completion, cached = 0, reasoning = 0 }: WireUsage,
): JsonObject & { readonly output: readonly JsonObject[] } {
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
    output: [...(calls.length === 0 || answer.text !== "" ? [message] : []), ...calls],
    incomplete_details: status === "incomplete" ? { reason: "max_output_tokens" } : null,
    error: null,
    usage: {
      input_tokens: prompt,
      input_tokens_details: { cached_tokens: cached },
      output_tokens: completion,
      output_tokens_details: { reasoning_tokens: reasoning },
      total_tokens: prompt + completion,
    },
  };
}

/** A response as the data of server-sent events; each names its own type. */
export function responseEvents(
  id: string,
  request: WireRequest,
  answer: WireAnswer,
  usage: WireUsage,
): string[] {
  const whole = responseJson(id, request, answer, usage);
  const started = { ...whole, status: "in_progress", output: [], usage: null };
  const events: JsonObject[] = [
    { type: "response.created", response: started },
    ...whole.output.flatMap(itemEvents),
    { type: whole.status === "incomplete" ? "response.incomplete" : "response.completed", response: whole },
  ];
  return events.map((event, at) => JSON.stringify({ ...event, sequence_number: at }));
}

/** One item of the output, as it comes to be in a stream. */
function itemEvents(item: JsonObject, at: number): readonly JsonObject[] {
  const place = { item_id: asText(item.id), output_index: at };
  const isCall = item.type === "function_call";
  const begun = isCall ? { ...item, arguments: "", status: "in_progress" } : { ...item, content: [] };
  return [
    { type: "response.output_item.added", output_index: at, item: begun },
    ...(isCall
      ? argumentEvents(asText(item.arguments), place)
      : asArray(item.content).flatMap((part, index) =>
          partEvents(asObject(part), { ...place, content_index: index }),
        )),
    { type: "response.output_item.done", output_index: at, item },
  ];
}

function argumentEvents(text: string, place: JsonObject): readonly JsonObject[] {
  const type = "response.function_call_arguments";
  const deltas = pieces(text).map((delta) => ({ type: `${type}.delta`, ...place, delta }));
  return [...deltas, { type: `${type}.done`, ...place, arguments: text }];
}

function partEvents(part: JsonObject, place: JsonObject): readonly JsonObject[] {
  const field = part.type === "refusal" ? "refusal" : "text";
  const type = `response.${field === "text" ? "output_text" : "refusal"}`;
  const text = asText(part[field]);
  return [
    { type: "response.content_part.added", ...place, part: { ...part, [field]: "" } },
    ...pieces(text).map((delta) => ({ type: `${type}.delta`, ...place, delta })),
    { type: `${type}.done`, ...place, [field]: text },
    { type: "response.content_part.done", ...place, part },
  ];
}
