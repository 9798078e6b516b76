import { type JsonObject, sha256 } from "../core/index.ts";
import { asArray, asText, type WireRequest } from "../wire/index.ts";

/** Reads the body of a request for embeddings; `null` when it is none. */
export function readEmbeddingRequest(body: JsonObject): WireRequest | null {
  const { model, input } = body;
  if (typeof model !== "string" || input === undefined) return null;
  const texts = typeof input === "string" ? [input] : asArray(input).map(asText);
  return { model, messages: texts.map((text) => ({ role: "user", text })), tools: [], parameters: {} };
}

/** The answer: for each text the counts of its words, hashed into a vector. Like texts get like vectors. */
export function embeddingJson({ model, messages }: WireRequest, promptTokens: number): JsonObject {
  return {
    object: "list",
    model,
    data: messages.map(({ text }, index) => ({ object: "embedding", index, embedding: vectorOf(text) })),
    usage: { prompt_tokens: promptTokens, total_tokens: promptTokens },
  };
}

function vectorOf(text: string): readonly number[] {
  const vector = new Array<number>(DIMENSIONS).fill(0);
  vector[0] = 1;
  for (const word of text.match(/[\p{L}_$][\p{L}\p{N}_$]*|\d+(?:\.\d+)?|[^\s\p{L}\p{N}]/gu) ?? []) {
    const at = Number.parseInt(sha256(word).slice(0, 8), 16) % DIMENSIONS;
    vector[at] = (vector[at] ?? 0) + 1;
  }
  return vector;
}

/** Numbers of the stand-in's vectors. */
const DIMENSIONS = 64;
