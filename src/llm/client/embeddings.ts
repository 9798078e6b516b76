import type { CreateEmbeddingResponse, EmbeddingCreateParams } from "openai/resources/embeddings";
import type { ModelDefinition } from "../model-definition.ts";
import type { ModelRequest } from "../request.ts";
import { packVector } from "../vector.ts";
import { type Answer, ProtocolError } from "./answer.ts";

/** The body of a request for an embedding: the text of the request's messages as one input. */
export function embeddingBody(model: ModelDefinition, request: ModelRequest): EmbeddingCreateParams {
  return {
    model: model.model,
    input: request.messages.map(({ text }) => text).join("\n\n"),
    // what every server knows; the package would ask for base64 by itself
    encoding_format: "float",
    ...model.extraBody,
  };
}

/**
 * Reads an embedding; the answer's text is the packed vector.
 *
 * @throws ProtocolError when it is none
 */
export function readEmbedding(body: CreateEmbeddingResponse): Answer {
  const packed = packVector(body?.data?.[0]?.embedding);
  if (packed === null) throw new ProtocolError("it has no embedding");
  const promptTokens = body.usage?.prompt_tokens;
  return {
    text: packed,
    toolCalls: [],
    finishReason: "stop",
    refusal: null,
    usage:
      Number.isSafeInteger(promptTokens) && promptTokens >= 0
        ? { promptTokens, completionTokens: 0, cachedTokens: 0, cacheWriteTokens: 0, reasoningTokens: 0 }
        : null,
    servedBy: typeof body.model === "string" ? body.model : "",
  };
}
