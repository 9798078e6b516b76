import type { Json, JsonObject } from "../core/index.ts";
import type {
  Message,
  ToolCall,
  ToolDefinition,
  WireAnswer,
  WireRequest,
  WireUsage,
} from "./conversation.ts";
import { asArray, asObject, asText, samplingOf } from "./json.ts";

/** Reads the body of a chat completion; `null` when it is none. */
export function readChatRequest(body: JsonObject): WireRequest | null {
  if (!Array.isArray(body.messages) || typeof body.model !== "string") return null;
  const messages = body.messages.map(asObject).map(readMessage);
  const tools = asArray(body.tools)
    .map(asObject)
    .filter(({ function: one }) => one !== undefined)
    .map((tool) => readTool(asObject(tool.function)));
  return { model: body.model, messages, tools, parameters: samplingOf(body) };
}

function readMessage(message: JsonObject): Message {
  const text = asText(message.content);
  if (message.role === "tool") return { role: "tool", toolCallId: asText(message.tool_call_id), text };
  if (message.role !== "assistant") return { role: instructs(message.role) ? "system" : "user", text };
  const toolCalls = asArray(message.tool_calls)
    .map(asObject)
    .map((call): ToolCall => {
      const { name, arguments: values } = asObject(call.function);
      return { id: asText(call.id), name: asText(name), arguments: asText(values) };
    });
  return toolCalls.length === 0 ? { role: "assistant", text } : { role: "assistant", text, toolCalls };
}

/** True for the roles in which a program, not a person, speaks to the model. */
export function instructs(role: Json | undefined): boolean {
  return role === "system" || role === "developer";
}

/** Reads a function's definition, which both protocols share. */
export function readTool(tool: JsonObject): ToolDefinition {
  return {
    name: asText(tool.name),
    description: asText(tool.description),
    parameters: asObject(tool.parameters),
  };
}

const REASONS = {
  stop: "stop",
  length: "length",
  "tool-calls": "tool_calls",
  filtered: "content_filter",
  other: "stop",
};

/** A chat completion as one JSON value. */
export function chatJson(id: string, request: WireRequest, answer: WireAnswer, usage: WireUsage): JsonObject {
  const message = {
    role: "assistant",
    content: answer.refusal === null ? answer.text : null,
    refusal: answer.refusal,
    ...(answer.toolCalls.length > 0 && { tool_calls: answer.toolCalls.map(wireCall) }),
  };
  return {
    id,
    object: "chat.completion",
    created: 0,
    model: request.model,
    choices: [{ index: 0, message, logprobs: null, finish_reason: REASONS[answer.finishReason] }],
    usage: chatUsage(usage),
  };
}

/** A chat completion as the data of server-sent events, without the final `[DONE]`. */
export function chatEvents(
  id: string,
  request: WireRequest,
  answer: WireAnswer,
  usage: WireUsage,
  withUsage: boolean,
): string[] {
  const chunk = (choices: JsonObject[], rest: JsonObject = {}): string =>
    JSON.stringify({
      id,
      object: "chat.completion.chunk",
      created: 0,
      model: request.model,
      choices,
      ...rest,
    });
  const delta = (part: JsonObject, reason: string | null = null): string =>
    chunk([{ index: 0, delta: part, logprobs: null, finish_reason: reason }]);
  const field = answer.refusal === null ? "content" : "refusal";
  return [
    delta({ role: "assistant", content: "" }),
    ...pieces(answer.refusal ?? answer.text).map((text) => delta({ [field]: text })),
    ...answer.toolCalls.flatMap((call, index) => [
      delta({ tool_calls: [{ index, ...wireCall({ ...call, arguments: "" }) }] }),
      ...pieces(call.arguments).map((text) =>
        delta({ tool_calls: [{ index, function: { arguments: text } }] }),
      ),
    ]),
    delta({}, REASONS[answer.finishReason]),
    ...(withUsage ? [chunk([], { usage: chatUsage(usage) })] : []),
  ];
}

/** A text in pieces of some length, as models stream them. */
export function pieces(text: string): string[] {
  const size = Math.max(16, Math.ceil(text.length / 8));
  return Array.from({ length: Math.ceil(text.length / size) }, (_each, at) =>
    text.slice(at * size, (at + 1) * size),
  );
}

function wireCall(call: ToolCall): JsonObject {
  return { id: call.id, type: "function", function: { name: call.name, arguments: call.arguments } };
}

function chatUsage({ prompt, completion, cached, reasoning }: WireUsage): JsonObject {
  return {
    ...{ prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion },
    ...(cached !== undefined && { prompt_tokens_details: { cached_tokens: cached } }),
    ...(reasoning !== undefined && { completion_tokens_details: { reasoning_tokens: reasoning } }),
  };
}
