import { listIn, objectIn, textIn, type Untyped } from "./untyped.ts";

/** An answer in another server's own shape, by its parts. */
export interface ForeignAnswer {
  /** As a chat completion's content: a text or parts. */
  readonly content: unknown;
  readonly finish: unknown;
  /** Fields that stand beside it: the model, the usage. */
  readonly rest: Untyped;
}

/**
 * The whole answer of a server that speaks neither chat completions nor one of the protocols that come in pieces: Bedrock, DashScope,
 * Baidu, llama.cpp's and TGI's own, a response of OpenAI's other protocol. `null` for anything else.
 */
export function foreignAnswer(body: Untyped): ForeignAnswer | null {
  const { output, result, content, stop, generated_text: generated, ...rest } = body;
  const found = (said: unknown, finish: unknown): ForeignAnswer => ({ content: said, finish, rest });
  if (typeof generated === "string") return found(generated, "stop");
  if (typeof content === "string" && typeof stop === "boolean")
    return found(content, body.stopped_limit === true ? "length" : "stop");
  if (typeof result === "string" && typeof body.is_end === "boolean") return found(result, "stop");
  if (body.object === "response" && Array.isArray(output))
    return found(partsOf(output), body.status === "incomplete" ? "length" : "stop");
  const inner = objectIn(output);
  const { content: words } = objectIn(inner.message);
  if (Array.isArray(words)) return found(words, body.stopReason);
  return typeof inner.text === "string" ? found(inner.text, inner.finish_reason) : null;
}

function partsOf(output: readonly unknown[]): readonly unknown[] {
  return output.flatMap((item) => {
    const { type, content } = objectIn(item);
    if (textIn(type) === "message") return listIn(content);
    if (textIn(type) === "function_call") return [item];
    return listIn(content).map((part) => ({ ...objectIn(part), type: "reasoning" }));
  });
}
