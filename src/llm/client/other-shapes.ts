import { foreignAnswer } from "./foreign-answers.ts";
import { listIn, objectIn, parsed, textIn, type Untyped } from "./untyped.ts";

/** Where the words of an answer stand in a chat completion: whole, or a piece of a stream. */
type Place = "message" | "delta";

/**
 * An answer of another protocol in the shape of a chat completion: gateways pass on what a server behind them says. Understands a
 * completion in a wrapper or in a text of JSON, Ollama's own protocol (chat, generate), Anthropic's messages and Gemini's candidates, whole
 * and in pieces, and others' whole answers. Anything else comes back as it is.
 */
export function asCompletion(body: unknown, place: Place): unknown {
  if (Array.isArray(body) && body.length === 1) return asCompletion(body[0], place);
  const inner = typeof body === "string" ? parsed(body) : unwrapped(objectIn(body));
  if (inner !== undefined) return inner;
  const value = objectIn(body);
  if (value.choices !== undefined && value.choices !== null) return withChoices(value);
  // Cohere's
  if (typeof value.finish_reason === "string" && typeof value.message === "object")
    return { ...value, choices: [{ index: 0, [place]: value.message, finish_reason: value.finish_reason }] };
  const foreign = foreignAnswer(value);
  if (foreign !== null) return completion(foreign.rest, place, { content: foreign.content }, foreign.finish);
  return ollama(value, place) ?? anthropic(value, place) ?? gemini(value, place) ?? body;
}

/** A choice that is no list of one, or keeps its message in a list. */
function withChoices(body: Untyped): Untyped {
  const { choices } = body;
  const one = objectIn(choices);
  const list = Array.isArray(choices)
    ? choices
    : one.message || one.delta || one.text
      ? [one]
      : Object.values(one);
  return {
    ...body,
    choices: list.map((choice) => {
      const { messages, ...rest } = objectIn(choice);
      const last = listIn(messages).at(-1);
      return last === undefined ? choice : { message: last, ...rest };
    }),
  };
}

/** The completion that stands in a field of a wrapper, as Chinese and corporate gateways send it. */
function unwrapped(body: Untyped): unknown {
  if (body.choices !== undefined) return undefined;
  return [body.data, body.result, body.output, body.response].find((part) =>
    Array.isArray(objectIn(part).choices),
  );
}

function completion(body: Untyped, place: Place, content: unknown, finish: unknown): Untyped {
  return { ...body, choices: [{ index: 0, [place]: objectIn(content), finish_reason: finish }] };
}

function ollama(body: Untyped, place: Place): Untyped | null {
  if (typeof body.done !== "boolean") return null;
  const { message, response, error, ...rest } = body;
  if (error) return null;
  const content = typeof response === "string" ? { content: response } : objectIn(message);
  return completion(rest, place, content, body.done ? textIn(body.done_reason) || "stop" : null);
}

function anthropic(body: Untyped, place: Place): Untyped | null {
  const { content, delta, ...rest } = body;
  if (body.type === "message" && Array.isArray(content))
    return completion(rest, place, { content }, body.stop_reason);
  const { text, thinking, partial_json: json, stop_reason: end } = objectIn(delta);
  const call = (part: Untyped) =>
    completion(rest, place, { tool_calls: [{ index: body.index, ...part }] }, null);
  const { type, id, name } = objectIn(body.content_block);
  if (body.type === "content_block_start" && type === "tool_use") return call({ id, name });
  if (body.type === "content_block_delta" && typeof json === "string") return call({ arguments: json });
  if (body.type === "content_block_delta")
    return completion(rest, place, { content: textIn(text), reasoning_content: textIn(thinking) }, null);
  if (body.type === "message_delta") return completion(rest, place, {}, end);
  return null;
}

function gemini(body: Untyped, place: Place): Untyped | null {
  const candidate = listIn(body.candidates)[0];
  if (candidate === undefined) return null;
  const { content, finishReason } = objectIn(candidate);
  const parts = listIn(objectIn(content).parts).map((part) => {
    const { text, thought, functionCall } = objectIn(part);
    if (functionCall) return { functionCall };
    return { type: thought === true ? "thinking" : "text", text: textIn(text), thinking: textIn(text) };
  });
  const counts = objectIn(body.usageMetadata);
  const usage = {
    prompt_tokens: counts.promptTokenCount,
    completion_tokens: counts.candidatesTokenCount,
    total_tokens: counts.totalTokenCount,
  };
  return completion({ model: body.modelVersion, usage }, place, { content: parts }, finishReason);
}
