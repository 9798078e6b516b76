import type { EmbeddingCreateParams } from "openai/resources/embeddings";
import type { ModelDefinition } from "../model-definition.ts";
import type { ModelRequest } from "../request.ts";
import { packVector } from "../vector.ts";
import { ProtocolError, type RawAnswer } from "./answer.ts";
import { fitted, type Manner } from "./manner.ts";
import { readUsage } from "./read-usage.ts";
import { RefusedError } from "./refused-error.ts";
import { listIn, objectIn, textIn } from "./untyped.ts";

/** The body of a request for an embedding: the text of the request's messages as one input. */
export function embeddingBody(
  model: ModelDefinition,
  request: ModelRequest,
  manner: Manner,
): EmbeddingCreateParams {
  const body: EmbeddingCreateParams = {
    model: model.model,
    input: request.messages.map(({ text }) => text).join("\n\n"),
    // what every server knows; the package would ask for base64 by itself
    encoding_format: "float",
    ...model.extraBody,
  };
  return fitted(body, manner);
}

/**
 * Reads an embedding; the answer's text is the packed vector.
 *
 * @throws ProtocolError when it is none; RefusedError when it is an error
 */
export function readEmbedding(body: unknown): RawAnswer {
  const { data, embeddings, error, model } = objectIn(body);
  const packed = packVector(objectIn(listIn(data)[0]).embedding ?? listIn(embeddings)[0]);
  if (packed === null && error) throw new RefusedError(200, JSON.stringify({ error }), null);
  if (packed === null) throw new ProtocolError("it has no embedding");
  return {
    text: packed,
    thinking: "",
    calls: [],
    finish: "stop",
    refusal: "",
    usage: readUsage(body),
    servedBy: textIn(model),
    fields: {},
  };
}
