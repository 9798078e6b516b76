import type {
  ChatCompletionCreateParamsBase,
  ChatCompletionMessageParam,
} from "openai/resources/chat/completions";
import { given, sha256 } from "../../core/index.ts";
import type { ModelDefinition } from "../model-definition.ts";
import type { Message, ModelRequest } from "../request.ts";
import { conversation, NO_TEXT } from "./conversation.ts";
import { fitted, type Manner, parametersOf } from "./manner.ts";

/**
 * The body of a chat completion; no field is sent that the request, the model or the manner does not ask for.
 */
export function chatBody(
  model: ModelDefinition,
  request: ModelRequest,
  manner: Manner,
): ChatCompletionCreateParamsBase {
  const { maxTokens, temperature, topP, reasoningEffort, seed } = parametersOf(model, request, manner);
  const tools = manner.tools === "field" ? (request.tools ?? []) : [];
  const body = given({
    model: model.model,
    messages: conversation(request, manner).map((message) => chatMessage(message, model, manner)),
    [manner.maxTokensField]: maxTokens,
    temperature,
    top_p: topP,
    reasoning_effort: reasoningEffort,
    seed,
    tools:
      tools.length === 0
        ? undefined
        : tools.map(({ name, description, parameters }) => ({
            type: "function" as const,
            function: { name, description, parameters: { ...parameters } },
          })),
    tool_choice: manner.tools === "field" ? request.toolChoice : undefined,
    stream: manner.stream,
    stream_options: manner.stream ? { include_usage: true } : undefined,
    ...model.extraBody,
  });
  return fitted(body, manner) as ChatCompletionCreateParamsBase;
}

function chatMessage(message: Message, model: ModelDefinition, manner: Manner): ChatCompletionMessageParam {
  if (message.role === "tool") {
    return { role: "tool", tool_call_id: callId(message.toolCallId, manner), content: message.text };
  }
  if (message.role !== "assistant") return { role: message.role, content: message.text };
  const { text, toolCalls = [], carried } = message;
  const isOwn = manner.carries && carried?.model === model.id;
  const wanted = Object.fromEntries(manner.wanted.map((name) => [name, ""]));
  const fields = { ...wanted, ...(isOwn ? carried.fields : {}) };
  if (toolCalls.length === 0)
    return { ...fields, role: "assistant", content: text.trim() === "" ? NO_TEXT : text };
  return {
    ...fields,
    role: "assistant",
    content: text,
    tool_calls: toolCalls.map((call) => ({
      ...(isOwn ? carried.calls?.[call.id] : {}),
      id: callId(call.id, manner),
      type: "function",
      function: { name: call.name, arguments: call.arguments },
    })),
  };
}

function callId(id: string, { callIds }: Manner): string {
  return callIds === "own" ? id : sha256(id).slice(0, 9);
}
