import { describe, expect, test } from "vitest";
import {
  createModelClient,
  defineModel,
  type ModelRequest,
  sendAdapting,
  systemClock,
} from "../../src/llm/index.ts";
import type { JsonObject } from "../../src/core/index.ts";
import { completion, error, json, startOddServer, text, usage } from "../support/odd-server.ts";
import { never } from "./support.ts";

const TOOL = { name: "edit", description: "Edits.", parameters: { type: "object", properties: {} } };
const request: ModelRequest = {
  model: "m",
  messages: [
    { role: "system", text: "You improve programs." },
    { role: "user", text: "Improve this one. ".repeat(600) },
  ],
  tools: [TOOL],
  toolChoice: "auto",
  parameters: { temperature: 0.7, topP: 0.9, reasoningEffort: "low", seed: 7 },
};
const limit = (body: JsonObject): number => Number(body.max_tokens ?? body.max_completion_tokens);
const PROMPT = 3000;
const larger = (window: number) => (body: JsonObject) => limit(body) + PROMPT > window;
type Words = string | JsonObject | ((body: JsonObject) => JsonObject);

/** What comes of a request to a server that refuses bodies of some kind in its own words. */
async function asked(refuses: (body: JsonObject) => boolean, status: number, words: Words) {
  await using server = await startOddServer((call) => {
    if (!refuses(call.body)) json(call, 200, completion({ content: "Done." }, "stop", usage(900, 2)));
    else if (typeof words === "string") text(call, status, "text/plain", words);
    else json(call, status, typeof words === "function" ? words(call.body) : words);
  });
  const model = defineModel({ id: "m", model: "odd", baseUrl: server.url, keyVariable: null });
  const client = createModelClient(model, null, systemClock);
  const learnt: string[] = [];
  const result = await sendAdapting(client, request, never, (told) => learnt.push(told.split(" (")[0] ?? ""));
  const { bodies } = server;
  return { result, learnt, requests: bodies.length, body: bodies.at(-1) ?? {} };
}

describe("a provider's refusal of how something is asked is learnt from its words", () => {
  test.each<[string, (body: JsonObject) => boolean, number, Words, string]>([
    [
      "vLLM, which counts a prompt no further than it must",
      larger(34_000),
      400,
      (body) =>
        error(
          `This model's maximum context length is 34000 tokens. However, you requested ${limit(body)} output tokens and your prompt contains at least ${34_001 - limit(body)} input tokens, for a total of at least 34001 tokens. Please reduce the length of the input prompt or the number of requested output tokens.`,
        ),
      "prompt and reply are kept within 34000 tokens",
    ],
    [
      "SGLang",
      larger(8192),
      400,
      (body) => ({
        object: "error",
        message: `Requested token count exceeds the model's maximum context length of 8192 tokens. You requested a total of ${limit(body) + PROMPT} tokens: ${PROMPT} tokens from the input messages and ${limit(body)} tokens for the completion. Please reduce the number of tokens in the input messages or the completion to fit within the limit.`,
        code: 400,
      }),
      "prompt and reply are kept within 8192 tokens",
    ],
    [
      "Moonshot",
      larger(8192),
      400,
      error("Invalid request: Your request exceeded model token limit: 8192"),
      "prompt and reply are kept within 8192 tokens",
    ],
    [
      "Together, of a reply alone",
      (body) => limit(body) > 4096,
      422,
      error("Input validation error: `max_new_tokens` must be <= 4096. Given: 32768"),
      "a reply has at most 4096 tokens",
    ],
    [
      "a server that names both bounds",
      (body) => limit(body) > 8192,
      400,
      error("max_tokens must be at least 1 and at most 8192, got 32768"),
      "a reply has at most 8192 tokens",
    ],
    [
      "a server that names both bounds otherwise",
      (body) => limit(body) > 8192,
      400,
      error("max_tokens is out of range (minimum 1, maximum 8192)"),
      "a reply has at most 8192 tokens",
    ],
    [
      "Ollama, of a model that does not think",
      (body) => body.reasoning_effort !== undefined,
      400,
      error('"odd" does not support thinking'),
      "reasoning_effort is left out",
    ],
    [
      "OpenRouter, without a name",
      (body) => body.seed !== undefined,
      404,
      { error: { message: "No endpoints found that can handle the requested parameters.", code: 404 } },
      "temperature, top_p, reasoning_effort, seed, tool_choice, stream_options are left out, for the server does not say what it minds",
    ],
    [
      "OpenRouter, for a provider that says nothing",
      (body) => body.seed !== undefined,
      400,
      {
        error: {
          message: "Provider returned error",
          code: 400,
          metadata: { raw: "ERROR", provider_name: "X" },
        },
      },
      "temperature, top_p, reasoning_effort, seed, tool_choice, stream_options are left out, for the server does not say what it minds",
    ],
  ])("%s", async (_name, refuses, status, words, told) => {
    const { result, learnt, requests } = await asked(refuses, status, words);
    expect(result).toMatchObject({ status: "ok", answer: { text: "Done." } });
    expect(learnt).toEqual([told]);
    expect(requests).toBe(2);
  });

  test("a least value is no largest one", async () => {
    const words = error("max_tokens must be greater than thinking.budget_tokens");
    const { result, learnt, body } = await asked((tried) => limit(tried) < 40_000, 400, words);
    expect(result).toMatchObject({ status: "failed", kind: "rejected" });
    expect(learnt).toEqual(["reasoning_effort is left out"]);
    expect(limit(body)).toBe(32_768);
  });
});

describe("a provider's refusal is understood", () => {
  test.each<[string, number, Words, string]>([
    ["vLLM: no room is left", 400, error("max_tokens must be at least 1, got -186."), "too-long"],
    [
      "llama.cpp: the prompt was counted",
      400,
      {
        error: {
          code: 400,
          message:
            "request (9000 tokens) exceeds the available context size (8192 tokens), try increasing it",
          type: "exceed_context_size_error",
          n_prompt_tokens: 9000,
          n_ctx: 8192,
        },
      },
      "too-long",
    ],
    [
      "Bedrock: the prompt was counted",
      400,
      error("Input length (195071) exceeds model's maximum context length (131072)."),
      "too-long",
    ],
    [
      "Together: the prompt alone",
      422,
      error("Input validation error: `inputs` must have less than 4096 tokens. Given: 4500"),
      "too-long",
    ],
    [
      "DashScope: the prompt alone",
      400,
      error("<400> InternalError.Algo.InvalidParameter: Range of input length should be [1, 3072]"),
      "too-long",
    ],
    [
      "Anthropic: no money under a 400",
      400,
      error(
        "Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing to upgrade or purchase credits.",
      ),
      "quota",
    ],
    [
      "xAI: no money under a 403",
      403,
      {
        code: "The caller does not have permission to execute the specified operation",
        error: "Your newly created team doesn't have any credits yet.",
      },
      "quota",
    ],
    [
      "xAI: no money under a 429",
      429,
      {
        code: "Some resource has been exhausted",
        error:
          "Your team has either used all available credits or reached its monthly spending limit. To continue making API requests, please purchase more credits or raise your spending limit.",
      },
      "quota",
    ],
    [
      "LiteLLM: its own budget",
      400,
      error("Budget has been exceeded! Current cost: 1.2, Max budget: 1.0", { type: "budget_exceeded" }),
      "quota",
    ],
    [
      "OpenAI: a limit of the account",
      400,
      error("Billing hard limit has been reached", { code: "billing_hard_limit_reached" }),
      "quota",
    ],
    [
      "OpenRouter: a day's free requests, which credits would raise",
      429,
      {
        error: {
          message:
            "Rate limit exceeded: free-models-per-day. Add 10 credits to unlock 1000 free model requests per day",
          code: 429,
        },
      },
      "rate-limited",
    ],
    [
      "Groq: no room for now",
      498,
      error("flex tier capacity exceeded", { type: "capacity_exceeded" }),
      "rate-limited",
    ],
    [
      "Copilot: an unknown model under a 400",
      400,
      error("The requested model is not supported.", { code: "model_not_supported" }),
      "not-found",
    ],
    [
      "LM Studio: an address without /v1, as a success",
      200,
      { error: "Unexpected endpoint or method. (POST /chat/completions). Returning 200 anyway" },
      "not-found",
    ],
    ["Cloudflare: nothing but a number", 524, "error code: 524", "server"],
  ])("%s", async (_name, status, words, kind) => {
    const { result, learnt, requests } = await asked(() => true, status, words);
    expect(result).toMatchObject({ status: "failed", kind });
    expect(learnt).toEqual([]);
    expect(requests).toBe(1);
  });
});
