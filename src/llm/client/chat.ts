import type {
  ChatCompletion,
  ChatCompletionChunk,
  ChatCompletionCreateParamsBase,
  ChatCompletionMessageParam,
} from "openai/resources/chat/completions";
import type { ModelDefinition } from "../model-definition.ts";
import type { CallParameters, Message, ModelRequest, ToolCall } from "../request.ts";
import type { FinishReason, Usage } from "../reply.ts";
import { type Answer, ProtocolError } from "./answer.ts";
import type { Dialect } from "./dialect.ts";

/** The body of a chat completion; no field is sent that the request, the model or the dialect does not ask for. */
export function chatBody(
  model: ModelDefinition,
  request: ModelRequest,
  parameters: CallParameters,
  dialect: Dialect,
): ChatCompletionCreateParamsBase {
  const { maxTokens, temperature, topP, reasoningEffort, seed } = parameters;
  return {
    model: model.model,
    messages: request.messages.map(chatMessage),
    [dialect.maxTokensField]: maxTokens,
    ...(temperature !== undefined && { temperature }),
    ...(topP !== undefined && { top_p: topP }),
    ...(reasoningEffort !== undefined && { reasoning_effort: reasoningEffort }),
    ...(seed !== undefined && { seed }),
    ...(request.tools?.length && {
      tools: request.tools.map((tool) => ({
        type: "function" as const,
        function: { name: tool.name, description: tool.description, parameters: { ...tool.parameters } },
      })),
    }),
    ...(request.toolChoice !== undefined && { tool_choice: request.toolChoice }),
    ...(model.stream && { stream: true as const }),
    ...(model.stream && dialect.streamUsage && { stream_options: { include_usage: true } }),
    ...model.extraBody,
  };
}

function chatMessage(message: Message): ChatCompletionMessageParam {
  if (message.role === "tool") {
    return { role: "tool", tool_call_id: message.toolCallId, content: message.text };
  }
  if (message.role !== "assistant" || !message.toolCalls?.length) {
    return { role: message.role, content: message.text };
  }
  return {
    role: "assistant",
    content: message.text,
    tool_calls: message.toolCalls.map((call) => ({
      id: call.id,
      type: "function",
      function: { name: call.name, arguments: call.arguments },
    })),
  };
}

/**
 * Reads a chat completion that came as one JSON value.
 *
 * @throws ProtocolError when it is not one
 */
export function readChat(body: ChatCompletion): Answer {
  const choice = body?.choices?.[0];
  if (choice?.message === undefined || choice.message === null) throw new ProtocolError("it has no choices");
  const { content, refusal, tool_calls: calls } = choice.message;
  const toolCalls = (calls ?? []).flatMap((call): ToolCall[] =>
    call.type === "function"
      ? [{ id: call.id, name: call.function.name, arguments: call.function.arguments ?? "" }]
      : [],
  );
  return {
    text: typeof content === "string" ? content : "",
    toolCalls,
    finishReason: finishReason(choice.finish_reason, toolCalls.length > 0),
    refusal: refusal || null,
    usage: readUsage(body.usage),
    servedBy: typeof body.model === "string" ? body.model : "",
  };
}

/**
 * Reads a streamed chat completion to its end.
 *
 * @returns `null` when the stream ended before the model said why it stopped
 * @throws ProtocolError when there are chunks, and none has a choice
 */
export async function readChatStream(chunks: AsyncIterable<ChatCompletionChunk>): Promise<Answer | null> {
  const text: string[] = [];
  const refusal: string[] = [];
  const calls = new Map<number, { id: string; name: string; arguments: string[] }>();
  let finish: string | null = null;
  let usage: Usage | null = null;
  let servedBy = "";
  let read = 0;
  let choices = 0;
  for await (const chunk of chunks) {
    read++;
    if (typeof chunk?.model === "string") servedBy = chunk.model;
    usage = readUsage(chunk?.usage) ?? usage;
    const choice = chunk?.choices?.[0];
    if (choice === undefined) continue;
    choices++;
    const { delta } = choice;
    if (typeof delta?.content === "string") text.push(delta.content);
    if (typeof delta?.refusal === "string") refusal.push(delta.refusal);
    for (const part of delta?.tool_calls ?? []) {
      const at = part.index ?? 0;
      const call = calls.get(at) ?? { id: "", name: "", arguments: [] };
      call.id ||= part.id ?? "";
      call.name ||= part.function?.name ?? "";
      call.arguments.push(part.function?.arguments ?? "");
      calls.set(at, call);
    }
    finish = choice.finish_reason ?? finish;
  }
  if (choices === 0 && read > 0) throw new ProtocolError("it has no choices");
  if (finish === null) return null;
  const toolCalls = [...calls.entries()]
    .sort(([a], [b]) => a - b)
    .map(([at, call]) => ({ ...call, id: call.id || `call-${at}`, arguments: call.arguments.join("") }));
  return {
    text: text.join(""),
    toolCalls,
    finishReason: finishReason(finish, toolCalls.length > 0),
    refusal: refusal.join("") || null,
    usage,
    servedBy,
  };
}

function finishReason(reason: string | null | undefined, hasCalls: boolean): FinishReason {
  if (reason === "length") return "length";
  if (reason === "content_filter") return "filtered";
  // Some servers end a tool call with `stop`.
  if (hasCalls || reason === "tool_calls" || reason === "function_call") return "tool-calls";
  return reason === "stop" || reason === null || reason === undefined ? "stop" : "other";
}

function readUsage(usage: ChatCompletion["usage"] | null): Usage | null {
  const count = (value: unknown): number =>
    typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : 0;
  if (!Number.isSafeInteger(usage?.prompt_tokens) || !Number.isSafeInteger(usage?.completion_tokens))
    return null;
  return {
    promptTokens: count(usage?.prompt_tokens),
    completionTokens: count(usage?.completion_tokens),
    cachedTokens: count(usage?.prompt_tokens_details?.cached_tokens),
    cacheWriteTokens: count(usage?.prompt_tokens_details?.cache_write_tokens),
    reasoningTokens: count(usage?.completion_tokens_details?.reasoning_tokens),
  };
}
