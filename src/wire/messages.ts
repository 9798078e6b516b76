import type { Json, JsonObject } from "../core/index.ts";
import { pieces } from "./chat.ts";
import type { Message, WireEnd, WireRequest, WireUsage } from "./conversation.ts";
import { asArray, asObject, asText } from "./json.ts";

/** Reads the body of a request of the messages protocol (Anthropic's); `null` when it is none. */
export function readMessagesRequest(body: JsonObject): WireRequest | null {
  if (typeof body.model !== "string" || !Array.isArray(body.messages)) return null;
  const system = asText(body.system);
  const messages: readonly Message[] = [
    ...(system === "" ? [] : [{ role: "system" as const, text: system }]),
    ...body.messages.map(asObject).flatMap(readTurn),
  ];
  const tools = asArray(body.tools)
    .map(asObject)
    .filter((tool) => tool.input_schema !== undefined)
    .map(({ name, description, input_schema: schema }) => ({
      ...{ name: asText(name), description: asText(description), parameters: asObject(schema) },
    }));
  return { model: body.model, messages, tools, parameters: {} };
}

/** A turn: results of tools come first, as the calls that they answer stand before it. */
function readTurn({ role, content }: JsonObject): readonly Message[] {
  const parts = asArray(content).map(asObject);
  const text = typeof content === "string" ? content : asText(parts.filter(({ type }) => type === "text"));
  if (role === "assistant") {
    const toolCalls = parts
      .filter(({ type }) => type === "tool_use")
      .map(({ id, name, input }) => ({
        ...{ id: asText(id), name: asText(name), arguments: JSON.stringify(input ?? {}) },
      }));
    return [{ role: "assistant", text, ...(toolCalls.length > 0 && { toolCalls }) }];
  }
  const results = parts
    .filter(({ type }) => type === "tool_result")
    .map((part): Message => {
      return { role: "tool", toolCallId: asText(part.tool_use_id), text: asText(part.content) };
    });
  return text === "" && results.length > 0 ? results : [...results, { role: "user", text }];
}

const REASONS = {
  ...{ stop: "end_turn", length: "max_tokens", "tool-calls": "tool_use", filtered: "refusal" },
  other: "end_turn",
};

/** A message as one JSON value. */
export function messagesJson({ model }: WireRequest, { id, answer, usage }: WireEnd): JsonObject {
  const text = answer.refusal ?? answer.text;
  const content: JsonObject[] = [
    ...(text === "" && answer.toolCalls.length > 0 ? [] : [{ type: "text", text }]),
    ...answer.toolCalls.map(({ id: call, name, arguments: json }) => ({
      ...{ type: "tool_use", id: call, name, input: inputOf(json) },
    })),
  ];
  return {
    ...{ id, type: "message", role: "assistant", model, content },
    ...{ stop_reason: REASONS[answer.finishReason], stop_sequence: null },
    usage: usageOf(usage),
  };
}

/** A message as server-sent events, each with its name. */
export function messagesEvents(request: WireRequest, end: WireEnd): readonly string[] {
  const { content, stop_reason: reason, ...message } = messagesJson(request, end);
  const begun = {
    ...message,
    content: [],
    stop_reason: null,
    usage: { ...usageOf(end.usage), output_tokens: 0 },
  };
  const events: JsonObject[] = [{ type: "message_start", message: begun }];
  for (const [index, block] of asArray(content).map(asObject).entries()) {
    const isText = block.type === "text";
    const empty = isText ? { type: "text", text: "" } : { ...block, input: {} };
    const deltas = isText
      ? pieces(asText(block.text)).map((text) => ({ type: "text_delta", text }))
      : [{ type: "input_json_delta", partial_json: JSON.stringify(block.input) }];
    events.push({ type: "content_block_start", index, content_block: empty });
    for (const delta of deltas) events.push({ type: "content_block_delta", index, delta });
    events.push({ type: "content_block_stop", index });
  }
  events.push(
    {
      type: "message_delta",
      ...{ delta: { stop_reason: reason ?? null, stop_sequence: null }, usage: usageOf(end.usage) },
    },
    { type: "message_stop" },
  );
  return events.map((event) => `event: ${String(event.type)}\ndata: ${JSON.stringify(event)}\n\n`);
}

/** The arguments of a call as the object that this protocol wants. */
function inputOf(json: string): Json {
  try {
    return asObject(JSON.parse(json) as Json);
  } catch {
    return {};
  }
}

function usageOf({ prompt, completion, cached = 0 }: WireUsage): JsonObject {
  return { input_tokens: prompt - cached, cache_read_input_tokens: cached, output_tokens: completion };
}
