import type { JsonObject } from "../core/index.ts";

const PRICE = {
  anyOf: [
    { const: "free" },
    {
      type: "object",
      additionalProperties: false,
      required: ["inputUsd", "outputUsd"],
      properties: {
        inputUsd: { type: "number", minimum: 0, description: "Dollars per million prompt tokens." },
        outputUsd: { type: "number", minimum: 0, description: "Dollars per million reply tokens." },
        cachedInputUsd: {
          type: "number",
          minimum: 0,
          description: "Dollars per million cached prompt tokens.",
        },
      },
    },
  ],
  description: "`free`, or prices; without it the bundled price list is asked.",
} as const;

const PARAMETERS = {
  type: "object",
  additionalProperties: false,
  properties: {
    maxTokens: { type: "integer", minimum: 1, default: 8192, description: "Most tokens of a reply." },
    temperature: { type: "number", minimum: 0 },
    topP: { type: "number", exclusiveMinimum: 0, maximum: 1 },
    reasoningEffort: { enum: ["none", "minimal", "low", "medium", "high", "xhigh", "max"] },
    seed: { type: "integer" },
  },
} as const;

const LIMITS = {
  type: "object",
  additionalProperties: false,
  properties: {
    requestsPerMinute: { type: "number", exclusiveMinimum: 0 },
    tokensPerMinute: { type: "number", exclusiveMinimum: 0 },
    concurrency: { type: "integer", minimum: 1 },
  },
} as const;

/** JSON Schema of one model's settings (see `ModelSettings`), for the files that users write. */
export const MODEL_SETTINGS_SCHEMA: JsonObject = {
  type: "object",
  additionalProperties: false,
  required: ["model"],
  properties: {
    id: { type: "string", minLength: 1, description: "Name within the run; the model's own by default." },
    model: { type: "string", minLength: 1, description: "What the endpoint calls the model." },
    baseUrl: { type: "string", minLength: 1, description: "Root of the protocol, usually ending in /v1." },
    keyVariable: {
      type: ["string", "null"],
      description: "Environment variable that holds the key; null sends none. Never write the key itself.",
    },
    api: { enum: ["chat", "responses", "embeddings"], default: "chat" },
    stream: { type: "boolean", default: true },
    maxTokensField: { enum: ["max_tokens", "max_completion_tokens"] },
    parameters: PARAMETERS,
    extraBody: { type: "object", description: "Further fields of the request body, sent as they are." },
    timeoutMs: { type: "integer", minimum: 1000, default: 600_000 },
    weight: { type: "number", minimum: 0, default: 1, description: "Share of the calls in an ensemble." },
    limits: LIMITS,
    price: PRICE,
  },
};
