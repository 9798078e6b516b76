import type {
  Response,
  ResponseCreateParamsBase,
  ResponseInputItem,
  ResponseStreamEvent,
} from "openai/resources/responses/responses";
import type { ModelDefinition } from "../model-definition.ts";
import type { FinishReason, Usage } from "../reply.ts";
import type { CallParameters, Message, ModelRequest, ToolCall } from "../request.ts";
import { type Answer, ProtocolError } from "./answer.ts";

/** The body of a request to the responses API. */
export function responsesBody(
  model: ModelDefinition,
  request: ModelRequest,
  parameters: CallParameters,
): ResponseCreateParamsBase {
  const { maxTokens, temperature, topP, reasoningEffort } = parameters;
  return {
    model: model.model,
    input: request.messages.flatMap(inputItems),
    max_output_tokens: maxTokens,
    ...(temperature !== undefined && { temperature }),
    ...(topP !== undefined && { top_p: topP }),
    ...(reasoningEffort !== undefined && { reasoning: { effort: reasoningEffort } }),
    ...(request.tools?.length && {
      tools: request.tools.map((tool) => ({
        type: "function" as const,
        name: tool.name,
        description: tool.description,
        parameters: { ...tool.parameters },
        strict: false,
      })),
    }),
    ...(request.toolChoice !== undefined && { tool_choice: request.toolChoice }),
    ...(model.stream && { stream: true as const }),
    ...model.extraBody,
  };
}

function inputItems(message: Message): ResponseInputItem[] {
  if (message.role === "tool") {
    return [{ type: "function_call_output", call_id: message.toolCallId, output: message.text }];
  }
  const said: ResponseInputItem[] =
    message.text === "" ? [] : [{ role: message.role, content: message.text }];
  const calls = message.role === "assistant" ? (message.toolCalls ?? []) : [];
  return [
    ...said,
    ...calls.map((call) => ({
      type: "function_call" as const,
      call_id: call.id,
      name: call.name,
      arguments: call.arguments,
    })),
  ];
}

/**
 * Reads a response that came as one JSON value, or the one that a stream's last event carries.
 *
 * @throws ProtocolError when it is not one
 */
export function readResponse(body: Response): Answer {
  if (!Array.isArray(body?.output) || (body.output.length === 0 && body.status !== "incomplete")) {
    throw new ProtocolError("it has no output");
  }
  const text: string[] = [];
  const refusal: string[] = [];
  const toolCalls: ToolCall[] = [];
  for (const item of body.output) {
    if (item.type === "function_call") {
      toolCalls.push({ id: item.call_id, name: item.name, arguments: item.arguments });
    }
    if (item.type !== "message") continue;
    for (const part of item.content ?? []) {
      if (part.type === "output_text") text.push(part.text);
      if (part.type === "refusal") refusal.push(part.refusal);
    }
  }
  return {
    text: text.join(""),
    toolCalls,
    finishReason: finishReason(body, toolCalls.length > 0),
    refusal: refusal.join("") || null,
    usage: readUsage(body.usage),
    servedBy: typeof body.model === "string" ? body.model : "",
  };
}

/**
 * Reads a streamed response to its end.
 *
 * @returns `null` when the stream ended before the response did
 * @throws ProtocolError when it is no such stream, or the response failed
 */
export async function readResponseStream(events: AsyncIterable<ResponseStreamEvent>): Promise<Answer | null> {
  let last: Response | null = null;
  let read = 0;
  let known = 0;
  for await (const event of events) {
    read++;
    if (typeof event?.type === "string" && event.type.startsWith("response.")) known++;
    if (event?.type === "response.completed" || event?.type === "response.incomplete") last = event.response;
    if (event?.type === "response.failed") {
      throw new ProtocolError(event.response?.error?.message ?? "the response failed");
    }
  }
  if (known === 0 && read > 0) throw new ProtocolError("it has no response events");
  return last === null ? null : readResponse(last);
}

function finishReason(body: Response, hasCalls: boolean): FinishReason {
  const reason = body.incomplete_details?.reason;
  if (reason === "max_output_tokens") return "length";
  if (reason === "content_filter") return "filtered";
  if (hasCalls) return "tool-calls";
  return body.status === "completed" || body.status === undefined ? "stop" : "other";
}

function readUsage(usage: Response["usage"] | null): Usage | null {
  if (!Number.isSafeInteger(usage?.input_tokens) || !Number.isSafeInteger(usage?.output_tokens)) return null;
  return {
    promptTokens: usage?.input_tokens ?? 0,
    completionTokens: usage?.output_tokens ?? 0,
    cachedTokens: usage?.input_tokens_details?.cached_tokens ?? 0,
    cacheWriteTokens: usage?.input_tokens_details?.cache_write_tokens ?? 0,
    reasoningTokens: usage?.output_tokens_details?.reasoning_tokens ?? 0,
  };
}
