import {
  anyObject,
  boolean,
  either,
  integer,
  literal,
  nullable,
  number,
  object,
  oneOf,
  optional,
  section,
  string,
  type Written,
} from "../../schema/index.ts";

/** Where OpenAI answers. */
export const OPENAI_BASE_URL = "https://api.openai.com/v1";

const price = (of: string) => number({ description: `Dollars per million ${of} tokens.`, minimum: 0 });

/** Settings of one model: an entry of `models`, and the model that embeds programs. */
export const MODEL = object(
  {
    id: optional(
      string({
        description: "Name within the run. Default: what the endpoint calls the model.",
        minLength: 1,
      }),
    ),
    model: string({ description: "What the endpoint calls the model.", minLength: 1 }),
    baseUrl: string({
      description:
        "Root of the protocol, usually ending in /v1; without it where the environment's OPENAI_BASE_URL says, else the default.",
      minLength: 1,
      default: OPENAI_BASE_URL,
    }),
    keyVariable: optional(
      nullable(
        string({
          description:
            "Environment variable that holds the key; null sends none. Never write the key itself. Default: OPENAI_API_KEY for OpenAI, OPENROUTER_API_KEY for OpenRouter, else none.",
        }),
        {},
      ),
    ),
    api: oneOf(["chat", "responses", "embeddings"], {
      description: "Protocol that the model is asked by.",
      default: "chat",
    }),
    stream: boolean({ description: "Whether replies are streamed.", default: true }),
    maxTokensField: optional(
      oneOf(["max_tokens", "max_completion_tokens"], {
        description:
          "Name of the reply limit in a chat completion. Default: max_completion_tokens for OpenAI, else max_tokens.",
      }),
    ),
    parameters: section(
      {
        maxTokens: integer({
          description: "Most tokens of a reply, hidden reasoning included; the ledger reserves for it.",
          minimum: 1,
          default: 32_768,
        }),
        temperature: optional(number({ description: "Sampling temperature.", minimum: 0 })),
        topP: optional(number({ description: "Nucleus of the sampling.", exclusiveMinimum: 0, maximum: 1 })),
        reasoningEffort: optional(
          oneOf(["none", "minimal", "low", "medium", "high", "xhigh", "max"], {
            description: "How hard a reasoning model thinks; passed on as it is.",
          }),
        ),
        seed: optional(
          integer({ description: "Sampling seed, for the servers that know one (chat completions only)." }),
        ),
      },
      { description: "Parameters of every call; each is sent only when it is set." },
    ),
    extraBody: anyObject({
      description: "Further fields of the request body, sent as they are.",
      default: {},
    }),
    timeoutMs: integer({
      description: "Longest time for one request, milliseconds.",
      minimum: 1000,
      default: 600_000,
    }),
    weight: number({
      description: "Share of the calls in an ensemble, relative to the other models'.",
      minimum: 0,
      default: 1,
    }),
    limits: section(
      {
        requestsPerMinute: optional(number({ description: "Requests per minute.", exclusiveMinimum: 0 })),
        tokensPerMinute: optional(
          number({ description: "Tokens of prompts and replies per minute.", exclusiveMinimum: 0 }),
        ),
        concurrency: optional(integer({ description: "Calls under way at once.", minimum: 1 })),
      },
      { description: "How fast the model may be asked; what is left out is unlimited." },
    ),
    price: optional(
      either(
        [
          literal("free", { description: "It costs nothing." }),
          object(
            {
              inputUsd: price("prompt"),
              outputUsd: price("reply"),
              cachedInputUsd: optional(price("cached prompt")),
            },
            { description: "What it costs." },
          ),
        ],
        { description: "`free`, or prices; without it the bundled price list is asked." },
      ),
    ),
  },
  { description: "A model that a run may ask." },
);

/** A model as a user writes it: a name; everything else has a default. */
export type ModelSettings = Written<typeof MODEL>;
