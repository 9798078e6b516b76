import type { ResponseCreateParamsBase, ResponseInputItem } from "openai/resources/responses/responses";
import { given } from "../../core/index.ts";
import type { ModelDefinition } from "../model-definition.ts";
import type { Message, ModelRequest } from "../request.ts";
import { conversation, NO_TEXT } from "./conversation.ts";
import { fitted, type Manner, parametersOf } from "./manner.ts";
import { listIn } from "./untyped.ts";

/** The body of a request to the responses API. */
export function responsesBody(
  model: ModelDefinition,
  request: ModelRequest,
  manner: Manner,
): ResponseCreateParamsBase {
  const { maxTokens, temperature, topP, reasoningEffort } = parametersOf(model, request, manner);
  const tools = manner.tools === "field" ? (request.tools ?? []) : [];
  const body = given({
    model: model.model,
    input: conversation(request, manner).flatMap((message) => inputItems(message, model, manner)),
    max_output_tokens: maxTokens,
    temperature,
    top_p: topP,
    reasoning: reasoningEffort === undefined ? undefined : { effort: reasoningEffort },
    tools:
      tools.length === 0
        ? undefined
        : tools.map(({ name, description, parameters }) => ({
            type: "function" as const,
            name,
            description,
            parameters: { ...parameters },
            strict: false,
          })),
    tool_choice: manner.tools === "field" ? request.toolChoice : undefined,
    stream: manner.stream,
    ...model.extraBody,
  });
  return fitted(body, manner) as ResponseCreateParamsBase;
}

function inputItems(message: Message, model: ModelDefinition, manner: Manner): ResponseInputItem[] {
  if (message.role === "tool") {
    return [{ type: "function_call_output", call_id: message.toolCallId, output: message.text }];
  }
  const calls = message.role === "assistant" ? (message.toolCalls ?? []) : [];
  const text =
    message.text.trim() === "" && message.role === "assistant" && calls.length === 0 ? NO_TEXT : message.text;
  const carried = message.role === "assistant" && manner.carries ? message.carried : undefined;
  const thoughts = carried?.model === model.id ? listIn(carried.fields.reasoning) : [];
  return [
    ...(thoughts as ResponseInputItem[]),
    ...(text === "" ? [] : [{ role: message.role, content: text }]),
    ...calls.map((call) => ({
      type: "function_call" as const,
      call_id: call.id,
      name: call.name,
      arguments: call.arguments,
    })),
  ];
}
