import { describe, expect, test } from "vitest";
import {
  type CallKey,
  createModelClient,
  defineModel,
  type GatewayEvent,
  type ModelRequest,
  type ModelSettings,
  sendAdapting,
  systemClock,
} from "../../src/llm/index.ts";
import type { JsonObject } from "../../src/core/index.ts";
import {
  chunk,
  completion,
  error,
  events,
  json,
  type OddCall,
  startOddServer,
  text,
  usage,
} from "../support/odd-server.ts";
import { gatewayTo, never } from "./support.ts";

const TOOL = { name: "edit", description: "Edits.", parameters: { type: "object", properties: {} } };
const request: ModelRequest = {
  model: "m",
  messages: [
    { role: "system", text: "You improve programs." },
    { role: "user", text: "Improve this one. ".repeat(200) },
  ],
  tools: [TOOL],
  toolChoice: "auto",
  parameters: { temperature: 1.5, topP: 0.9, reasoningEffort: "low", seed: 7 },
};
const ok = (call: OddCall): void => json(call, 200, completion({ content: "Done." }, "stop", usage(900, 2)));
const key = (step: number): CallKey => ({ island: 0, step, purpose: "execute", attempt: 0 });

/** A server that refuses bodies of some kind in some words; the body that it took in the end, and what was learnt. */
async function settled(
  refuses: (body: JsonObject) => readonly [number, unknown] | null,
  settings: Partial<ModelSettings> = {},
) {
  await using server = await startOddServer((call) => {
    const refusal = refuses(call.body);
    if (refusal === null) ok(call);
    else if (typeof refusal[1] === "string") text(call, refusal[0], "text/plain", refusal[1]);
    else json(call, refusal[0], refusal[1]);
  });
  const model = defineModel({ id: "m", model: "odd", baseUrl: server.url, keyVariable: null, ...settings });
  const client = createModelClient(model, null, systemClock);
  const learnt: string[] = [];
  const first = await sendAdapting(client, request, never, (told) => learnt.push(told));
  const tries = server.bodies.length;
  const second = await sendAdapting(client, request, never);
  // what was learnt is remembered: the second request is taken as it comes
  if (first.status === "ok") expect(server.bodies).toHaveLength(tries + 1);
  expect(second.status).toBe(first.status);
  return { result: first, body: server.bodies.at(-1) ?? {}, learnt, tries };
}

const named = (name: string) => (body: JsonObject) => body[name] !== undefined;
const roles = ({ messages }: JsonObject): string[] =>
  (messages as { role: string }[]).map(({ role }) => role);

describe("a refusal of how something is asked", () => {
  const limit = (body: JsonObject): number => Number(body.max_tokens ?? body.max_completion_tokens);
  test.each<[string, (body: JsonObject) => boolean, number, unknown, (body: JsonObject) => unknown, unknown]>(
    [
      [
        "temperature",
        named("temperature"),
        400,
        error(
          "Unsupported value: 'temperature' does not support 1.5 with this model. Only the default (1) value is supported.",
        ),
        named("temperature"),
        false,
      ],
      [
        "a temperature that is too high",
        (body) => Number(body.temperature) > 1,
        400,
        error("temperature: Input should be less than or equal to 1"),
        (body) => body.temperature,
        1,
      ],
      [
        "a range in brackets",
        (body) => Number(body.temperature) > 1,
        400,
        error("The `temperature` value must be in the range [0, 1.0]"),
        (body) => body.temperature,
        1,
      ],
      [
        "top_p",
        named("top_p"),
        400,
        error("`temperature` and `top_p` cannot both be specified for this model."),
        (body) => named("temperature")(body) && named("top_p")(body),
        false,
      ],
      ["a parameter in camels", named("top_p"), 400, error("Unknown parameter: topP"), named("top_p"), false],
      [
        "seed",
        named("seed"),
        422,
        {
          detail: [{ type: "extra_forbidden", loc: ["body", "seed"], msg: "Extra inputs are not permitted" }],
        },
        named("seed"),
        false,
      ],
      [
        "reasoning_effort",
        named("reasoning_effort"),
        400,
        error("Unrecognized request argument supplied: reasoning_effort"),
        named("reasoning_effort"),
        false,
      ],
      [
        "reasoning_effort with a status in the words",
        named("reasoning_effort"),
        500,
        {
          error: {
            message:
              'litellm.BadRequestError: OpenAIException - {"error":{"message":"reasoning_effort is not supported","code":400}}',
            code: "500",
          },
        },
        named("reasoning_effort"),
        false,
      ],
      [
        "a field of the user's own",
        named("top_k"),
        400,
        error('Unknown name "top_k": Cannot find field.'),
        named("top_k"),
        false,
      ],
      [
        "stream_options",
        named("stream_options"),
        400,
        { object: "error", message: "stream_options is not supported", code: 400 },
        named("stream_options"),
        false,
      ],
      [
        "streams",
        (body) => body.stream === true,
        400,
        error("Streaming is not supported for this model"),
        (body) => body.stream,
        false,
      ],
      [
        "max_tokens by name",
        named("max_tokens"),
        400,
        error(
          "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
        ),
        named("max_completion_tokens"),
        true,
      ],
      [
        "a limit that is too large (OpenAI)",
        (body) => limit(body) > 4096,
        400,
        error(
          "max_tokens is too large: 32768. This model supports at most 4096 completion tokens, whereas you provided 32768.",
        ),
        limit,
        4096,
      ],
      [
        "a limit that is too large (Anthropic)",
        (body) => limit(body) > 8192,
        400,
        error(
          "max_tokens: 32768 > 8192, which is the maximum allowed number of output tokens for claude-3-5-sonnet-20241022",
        ),
        limit,
        8192,
      ],
      [
        "a limit that is too large (Groq)",
        (body) => limit(body) > 8192,
        400,
        error(
          "`max_tokens` must be less than or equal to `8192`, the maximum value for `max_tokens` is less than the `context_window` for this model",
        ),
        limit,
        8192,
      ],
      [
        "a limit that is too large (Gemini)",
        (body) => limit(body) > 8192,
        400,
        [
          {
            error: {
              code: 400,
              message:
                "Unable to submit request because it has a maxOutputTokens value of 32768 but the supported range is from 1 (inclusive) to 8193 (exclusive).",
              status: "INVALID_ARGUMENT",
            },
          },
        ],
        limit,
        8192,
      ],
      [
        "a limit that is too large (DeepSeek)",
        (body) => limit(body) > 8192,
        400,
        error("Invalid max_tokens value, the valid range of max_tokens is [1, 8192]"),
        limit,
        8192,
      ],
      [
        "a limit without a number",
        (body) => limit(body) > 10_000,
        400,
        error("max_tokens exceeds the limit of this model"),
        limit,
        8192,
      ],
      [
        "a window (OpenAI)",
        (body) => limit(body) > 7192,
        400,
        error(
          "This model's maximum context length is 8192 tokens. However, you requested 33768 tokens (1000 in the messages, 32768 in the completion).",
        ),
        (body) => limit(body) > 4000 && limit(body) <= 7192,
        true,
      ],
      [
        "a window (vLLM)",
        (body) => limit(body) > 7192,
        400,
        {
          object: "error",
          message:
            "'max_tokens' or 'max_completion_tokens' is too large: 32768. This model's maximum context length is 8192 tokens and your request has 1000 input tokens (32768 > 8192 - 1000).",
          code: 400,
        },
        (body) => limit(body) > 4000 && limit(body) <= 7192,
        true,
      ],
      [
        "a window (Anthropic)",
        (body) => limit(body) > 7192,
        400,
        error(
          "input length and `max_tokens` exceed context limit: 1000 + 32768 > 8192, decrease input length or `max_tokens` and try again",
        ),
        (body) => limit(body) > 4000 && limit(body) <= 7192,
        true,
      ],
      [
        "a window (TGI)",
        (body) => limit(body) > 7192,
        422,
        error(
          "Input validation error: `inputs` tokens + `max_new_tokens` must be <= 8192. Given: 1000 `inputs` tokens and 32768 `max_new_tokens`",
        ),
        (body) => limit(body) > 4000 && limit(body) <= 7192,
        true,
      ],
      [
        "a window (OpenRouter)",
        (body) => limit(body) > 7192,
        400,
        error(
          "This endpoint's maximum context length is 8192 tokens. However, you requested about 33768 tokens (1000 of text input, 32768 in the output). Please reduce the length of either one.",
        ),
        (body) => limit(body) > 4000 && limit(body) <= 7192,
        true,
      ],
      [
        "the system's role",
        (body) => roles(body).includes("system"),
        400,
        { object: "error", message: "System role not supported", code: 400 },
        roles,
        ["user"],
      ],
      [
        "the system's role (o1)",
        (body) => roles(body).includes("system"),
        400,
        error("Unsupported value: 'messages[0].role' does not support 'system' with this model."),
        roles,
        ["user"],
      ],
      [
        "the system's role (Gemma at Gemini)",
        (body) => roles(body).includes("system"),
        400,
        [{ error: { code: 400, message: "Developer instruction is not enabled for models/gemma-3-27b-it" } }],
        roles,
        ["user"],
      ],
      [
        "the system's role (a template)",
        (body) => roles(body).includes("system"),
        500,
        {
          error: {
            code: 500,
            message: "Conversation roles must alternate user/assistant/user/assistant/...",
          },
        },
        roles,
        ["user"],
      ],
      [
        "tool_choice",
        named("tool_choice"),
        400,
        error("tool_choice is not supported by this provider"),
        named("tool_choice"),
        false,
      ],
      [
        "tools (Ollama)",
        named("tools"),
        400,
        error("registry.ollama.ai/library/codellama:latest does not support tools"),
        named("tools"),
        false,
      ],
      [
        "tools (vLLM)",
        named("tools"),
        400,
        { message: '"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set' },
        named("tools"),
        false,
      ],
      [
        "tools (OpenRouter, under a 404)",
        named("tools"),
        404,
        error("No endpoints found that support tool use."),
        named("tools"),
        false,
      ],
      [
        "tools (llama.cpp)",
        named("tools"),
        500,
        { error: { code: 500, message: "tools param requires --jinja flag", type: "server_error" } },
        named("tools"),
        false,
      ],
    ],
  )("%s", async (_name, refuses, status, words, look, expected) => {
    const found = await settled((body) => (refuses(body) ? [status, words] : null), {
      extraBody: { top_k: 5 },
    });
    expect(found.result, JSON.stringify(found.result)).toMatchObject({
      status: "ok",
      answer: { text: "Done." },
    });
    expect(look(found.body)).toEqual(expected);
    expect(found.learnt.length).toBeGreaterThan(0);
    expect(found.tries).toBeLessThanOrEqual(4);
  });

  test("everything at once is learnt one by one", async () => {
    const rules: readonly (readonly [string, string])[] = [
      ["stream_options", "Unknown field: stream_options"],
      ["temperature", "temperature is not supported"],
      ["seed", "seed is not supported"],
      ["tool_choice", "tool_choice is not supported"],
      ["tools", "This model does not support tools"],
      ["reasoning_effort", "reasoning_effort is not supported"],
    ];
    const found = await settled((body) => {
      const rule = rules.find(([name]) => body[name] !== undefined);
      return rule === undefined ? null : [400, error(rule[1])];
    });
    expect(found.result.status).toBe("ok");
    expect(found.learnt).toHaveLength(6);
    expect(found.body.top_p).toBe(0.9);
  });

  test("tools in words: described, called, answered", async () => {
    await using server = await startOddServer((call) => {
      if (call.body.tools !== undefined) return json(call, 400, error("tools are not supported"));
      if (roles(call.body).includes("tool")) return json(call, 400, error("unknown role"));
      return json(
        call,
        200,
        completion({ content: '<tool_call>{"name":"edit","arguments":{"edit":"x"}}</tool_call>' }),
      );
    });
    const model = defineModel({ id: "m", model: "odd", baseUrl: server.url, keyVariable: null });
    const client = createModelClient(model, null, systemClock);
    const first = await sendAdapting(client, request, never);
    if (first.status === "failed") throw new Error(first.message);
    expect(first.answer.toolCalls).toEqual([{ id: "call-2-0", name: "edit", arguments: '{"edit":"x"}' }]);
    const turn = { role: "assistant", text: "", toolCalls: first.answer.toolCalls } as const;
    const messages = [
      ...request.messages,
      turn,
      { role: "tool", toolCallId: "call-2-0", text: "It is done." } as const,
    ];
    expect((await sendAdapting(client, { ...request, messages }, never)).status).toBe("ok");
    const sent = server.bodies.at(-1)?.messages as { role: string; content: string }[];
    expect(sent.map(({ role }) => role)).toEqual(["system", "user", "assistant", "user"]);
    expect(sent[0]?.content).toContain('"name":"edit"');
    expect(sent[2]?.content).toContain(
      '<tool_call>\n{"name": "edit", "arguments": {"edit":"x"}}\n</tool_call>',
    );
    expect(sent[3]?.content).toContain("It is done.");
  });

  test("Mistral's ids, and reasoning that is wanted back or not", async () => {
    const turn = {
      role: "assistant",
      text: "",
      toolCalls: [{ id: "call-1-0", name: "edit", arguments: "{}" }],
    } as const;
    const carried = { model: "m", fields: { reasoning_content: "Hm." } };
    const messages = [
      ...request.messages,
      { ...turn, carried },
      { role: "tool", toolCallId: "call-1-0", text: "done" } as const,
    ];
    const ask = async (
      refuses: (last: JsonObject, result: JsonObject) => string | null,
      asked: ModelRequest,
    ) => {
      await using server = await startOddServer((call) => {
        const [said, result] = (call.body.messages as JsonObject[]).slice(-2);
        const words = refuses(said ?? {}, result ?? {});
        if (words === null) ok(call);
        else json(call, 400, error(words));
      });
      const model = defineModel({ id: "m", model: "odd", baseUrl: server.url, keyVariable: null });
      const learnt: string[] = [];
      const client = createModelClient(model, null, systemClock);
      const found = await sendAdapting(client, asked, never, (told) => learnt.push(told));
      expect(found.status).toBe("ok");
      const { messages: sent } = server.bodies.at(-1) ?? {};
      const [said, result] = (sent as JsonObject[]).slice(-2);
      return { said, result, learnt };
    };
    const short = await ask(
      (_, { tool_call_id: id }) =>
        /^\w{9}$/.test(String(id))
          ? null
          : `Tool call id was ${id} but must be a-z, A-Z, 0-9, with a length of 9.`,
      { ...request, messages },
    );
    expect(short.said).toMatchObject({ tool_calls: [{ id: short.result?.tool_call_id }] });
    expect(short.learnt).toEqual([
      "ids of tool calls have nine characters (400 Tool call id was call-1-0 but must be a-z, A-Z, 0-9, with a length of 9.)",
    ]);
    const without = await ask(
      ({ reasoning_content: thought }) =>
        thought === undefined ? null : "property 'reasoning_content' is unsupported",
      { ...request, messages },
    );
    expect(without.said).not.toHaveProperty("reasoning_content");
    expect(without.learnt).toEqual([
      "earlier reasoning is not sent back (400 property 'reasoning_content' is unsupported)",
    ]);
    const { carried: _, ...bare } = { ...turn, carried };
    const empty = await ask(
      ({ reasoning_content: thought }) =>
        thought === undefined
          ? "The `reasoning_content` in the thinking mode must be passed back to the API."
          : null,
      { ...request, messages: [...request.messages, bare, ...messages.slice(-1)] },
    );
    expect(empty.said).toMatchObject({ reasoning_content: "" });
    expect(empty.learnt).toEqual([
      "reasoning_content goes back with every answer (400 The `reasoning_content` in the thinking mode must be passed back to the API.)",
    ]);
  });
});

describe("what a refusal means", () => {
  const hour = 3_600_000;
  test.each<[string, number, unknown, string, RegExp, number | null, { [name: string]: string }?]>([
    [
      "an account without money",
      429,
      error("You exceeded your current quota, please check your plan and billing details.", {
        code: "insufficient_quota",
      }),
      "quota",
      /exceeded/,
      null,
    ],
    [
      "a used-up limit whose time stands in the headers",
      429,
      error("Rate limit reached"),
      "rate-limited",
      /Rate limit/,
      372_000,
      {
        "x-ratelimit-remaining-requests": "0",
        "x-ratelimit-reset-requests": "6m12s",
        "x-ratelimit-reset-tokens": "9h",
        "x-ratelimit-remaining-tokens": "7",
      },
    ],
    [
      "limits that are not used up",
      429,
      error("Too many at once"),
      "rate-limited",
      /at once/,
      null,
      { "x-ratelimit-remaining": "12", "x-ratelimit-reset": "3000" },
    ],
    [
      "seconds until a limit starts anew",
      429,
      error("Slow down"),
      "rate-limited",
      /Slow/,
      30_000,
      { "ratelimit-reset": "30" },
    ],
    [
      "a code and words of a gateway's own, in a 200",
      200,
      { code: 1113, msg: "insufficient balance", success: false },
      "quota",
      /insufficient/,
      null,
    ],
    [
      "nothing that anybody knows, in a 200",
      200,
      { id: "job-1", state: "queued" },
      "malformed",
      /it has no choices, but {"id":"job-1","state":"queued"}/,
      null,
    ],
    ["DeepSeek's empty account", 402, error("Insufficient Balance"), "quota", /Insufficient/, null],
    [
      "a limit by the minute that speaks of billing",
      429,
      {
        error: {
          code: 429,
          message:
            "You exceeded your current quota, please check your plan and billing details. Please retry in 2.9s.",
          status: "RESOURCE_EXHAUSTED",
        },
      },
      "rate-limited",
      /retry in/,
      2900,
    ],
    [
      "Gemini's list with its delay",
      429,
      [
        {
          error: {
            code: 429,
            message: "Resource has been exhausted (e.g. check quota).",
            status: "RESOURCE_EXHAUSTED",
            details: [{ "@type": "type.googleapis.com/google.rpc.RetryInfo", retryDelay: "34s" }],
          },
        },
      ],
      "rate-limited",
      /exhausted/,
      34_000,
    ],
    [
      "requests per day",
      429,
      error("Rate limit reached for requests per day (RPD): Limit 50. Please try again in 23h59m."),
      "rate-limited",
      /per day/,
      24 * hour - 60_000,
    ],
    [
      "a pause of a century",
      429,
      error("slow down"),
      "rate-limited",
      /slow/,
      24 * hour,
      { "retry-after": "99999999999999" },
    ],
    [
      "a 429 in a 200",
      200,
      {
        error: {
          message: "Rate limit exceeded: free-models-per-min.",
          code: 429,
          metadata: { headers: { "X-RateLimit-Reset": "1" } },
        },
      },
      "rate-limited",
      /free-models/,
      null,
    ],
    [
      "a limit in the words of a gateway's 500",
      500,
      { error: { message: "litellm.RateLimitError: too many requests", type: "None", code: "429" } },
      "rate-limited",
      /litellm/,
      null,
    ],
    [
      "a prompt that is too long, under a 500",
      500,
      { error: { code: 500, message: "Context size has been exceeded.", type: "server_error" } },
      "too-long",
      /Context size/,
      null,
    ],
    [
      "a prompt that is too long, in a 200",
      200,
      {
        error: {
          code: 400,
          message: "the request exceeds the available context size.",
          type: "exceed_context_size_error",
          n_prompt_tokens: 14429,
          n_ctx: 8192,
        },
      },
      "too-long",
      /available context/,
      null,
    ],
    [
      "a prompt that is too long (Anthropic)",
      400,
      error("prompt is too long: 210000 tokens > 200000 maximum"),
      "too-long",
      /too long/,
      null,
    ],
    [
      "a prompt that is too long (Mistral)",
      400,
      {
        object: "error",
        message:
          "Prompt contains 33000 tokens and 0 draft tokens, too large for model with 32768 maximum context length",
      },
      "too-long",
      /33000/,
      null,
    ],
    [
      "a prompt that is too long (LM Studio)",
      400,
      {
        error:
          "Trying to keep the first 9000 tokens when context the overflows. The number of tokens to keep from the initial prompt is greater than the context length.",
      },
      "too-long",
      /initial prompt/,
      null,
    ],
    ["a text alone", 400, "invalid model loaded: please load it first", "rejected", /please load/, null],
    ["an error that is a text", 400, { error: "pull the model first" }, "rejected", /pull/, null],
    [
      "a provider's words within a gateway's",
      400,
      {
        error: {
          message: "Provider returned error",
          code: 400,
          metadata: { raw: '{"error":{"message":"the seed of evil"}}', provider_name: "X" },
        },
      },
      "rejected",
      /Provider returned error: the seed of evil/,
      null,
    ],
    ["a filter", 403, error("Your input was flagged by moderation"), "rejected", /flagged/, null],
    [
      "a key that is refused with 400",
      400,
      [{ error: { code: 400, message: "API key not valid. Please pass a valid API key." } }],
      "credentials",
      /not valid/,
      null,
    ],
    [
      "an unknown model",
      404,
      error("model 'x' not found, try pulling it first"),
      "not-found",
      /pulling/,
      null,
    ],
    [
      "errors in a list, in a 200",
      200,
      { success: false, errors: [{ code: 7003, message: "No route for that URI" }] },
      "server",
      /^No route/,
      null,
    ],
    ["a detail, in a 200", 200, { detail: "Model is overloaded" }, "server", /^Model is overloaded$/, null],
    [
      "plain words, in a 200",
      200,
      "upstream connect error or disconnect/reset before headers",
      "server",
      /^upstream connect error/,
      null,
    ],
    ["nothing, in a 200", 200, "", "malformed", /it is empty/, null],
    [
      "a web page",
      200,
      "<!doctype html><html><head><title>Sign in</title></head><body>Please</body></html>",
      "malformed",
      /^The answer is a web page: Sign in\.$/,
      null,
    ],
    [
      "a web page of a gateway",
      502,
      "<html>\r\n<head><title>502 Bad Gateway</title></head></html>",
      "server",
      /^502 a web page: 502 Bad Gateway$/,
      null,
    ],
    [
      "a web page without the path",
      404,
      "<html><body><pre>Cannot POST /v1/chat/completions</pre></body></html>",
      "not-found",
      /Cannot POST/,
      null,
    ],
    [
      "a server that loads",
      503,
      { error: { message: "Loading model", code: 503 } },
      "server",
      /Loading/,
      null,
    ],
    ["no words at all", 500, "", "server", /^500 without a word$/, null],
    [
      "no money, in a 200",
      200,
      { error: { message: "Insufficient credits", code: 402 } },
      "quota",
      /credits/,
      null,
    ],
  ])("%s", async (_name, status, body, kind, words, retryAfterMs, headers = {}) => {
    await using server = await startOddServer((call) =>
      typeof body === "string"
        ? text(call, status, body.startsWith("<") ? "text/html" : "text/plain", body)
        : json(call, status, body, headers),
    );
    const model = defineModel({
      id: "m",
      model: "odd",
      baseUrl: server.url,
      keyVariable: null,
      parameters: { maxTokens: 64 },
    });
    const { tools: _, toolChoice: __, parameters: ___, ...plain } = request;
    const result = await sendAdapting(createModelClient(model, null, systemClock), plain, never);
    expect(result).toMatchObject({ status: "failed", kind, retryAfterMs });
    expect(result.status === "failed" && result.message).toMatch(words);
  });

  test.each([
    [
      "in a stream, beside a choice",
      (call: OddCall) =>
        events(call, [
          chunk({ content: "Beg" }),
          {
            ...chunk({ content: "" }, "error"),
            error: { code: "server_error", message: "Provider disconnected" },
          },
        ]),
    ],
    [
      "in a stream, alone",
      (call: OddCall) =>
        events(call, [chunk({ content: "Beg" }), { error: { message: "Provider disconnected" } }]),
    ],
    [
      "in an event of its own",
      (call: OddCall) => events(call, [`event: error\ndata: {"message":"Provider disconnected"}\n\n`]),
    ],
    [
      "in a choice",
      (call: OddCall) =>
        json(call, 200, {
          choices: [
            {
              message: { content: "" },
              finish_reason: "error",
              error: { code: 502, message: "Provider disconnected" },
            },
          ],
        }),
    ],
  ])("an error %s is told in the server's words and may be charged", async (_name, answer) => {
    await using server = await startOddServer(answer);
    const model = defineModel({ id: "m", model: "odd", baseUrl: server.url, keyVariable: null });
    const result = await createModelClient(model, null, systemClock).send(request, never);
    expect(result).toMatchObject({
      status: "failed",
      kind: "server",
      mayBeCharged: true,
      message: "Provider disconnected",
    });
  });
});

test("an account that can pay for fewer tokens is asked for so many", async () => {
  await using server = await startOddServer((call) =>
    Number(call.body.max_tokens ?? call.body.max_completion_tokens) > 1833
      ? json(
          call,
          402,
          error(
            "This request requires more credits, or fewer max_tokens. You requested up to 32768 tokens, but can only afford 1833.",
          ),
        )
      : json(call, 200, completion({ content: "hello" })),
  );
  const model = defineModel({ id: "m", model: "odd", baseUrl: server.url, keyVariable: null });
  const { tools: _, toolChoice: __, parameters: ___, ...plain } = request;
  const result = await sendAdapting(createModelClient(model, null, systemClock), plain, never);
  expect(result).toMatchObject({ status: "ok", answer: { text: "hello" } });
});

describe("redirections", () => {
  test("within the origin are followed, with body and key", async () => {
    await using server = await startOddServer((call) => {
      if (call.request.url?.endsWith("/")) return ok(call);
      call.response.writeHead(307, { location: `${call.request.url}/` }).end();
    });
    const model = defineModel({ id: "m", model: "odd", baseUrl: server.url, keyVariable: null });
    expect((await createModelClient(model, "a-key-1234", systemClock).send(request, never)).status).toBe(
      "ok",
    );
    expect(server.bodies).toHaveLength(2);
  });

  test("to elsewhere are told, and nothing goes there", async () => {
    await using other = await startOddServer(ok);
    await using server = await startOddServer(
      ({ response }) => void response.writeHead(308, { location: other.url }).end(),
    );
    const model = defineModel({ id: "m", model: "odd", baseUrl: server.url, keyVariable: null });
    const result = await createModelClient(model, "a-key-1234", systemClock).send(request, never);
    expect(result).toMatchObject({
      status: "failed",
      kind: "not-found",
      message: expect.stringContaining(`redirects to ${other.url}`),
    });
    expect(other.bodies).toHaveLength(0);
  });
});

describe("in a gateway", () => {
  const asked = (step: number): ModelRequest => ({
    model: "m",
    messages: [{ role: "user", text: `Step ${step}. ${"x".repeat(6000)}` }],
  });
  const patient = {
    backoff: { baseMs: 1, capMs: 2 },
    breaker: { threshold: 100, cooldownMs: 5, maxCooldownMs: 5 },
  };

  test("each try of a server that is learnt is on record, the refused ones for nothing", async () => {
    await using server = await startOddServer((call) => {
      if (call.body.stream_options !== undefined) json(call, 400, error("Unknown field: stream_options"));
      else if (Number(call.body.max_tokens) > 4096) json(call, 400, error("max_tokens must be at most 4096"));
      else ok(call);
    });
    const news: string[] = [];
    const onEvent = (event: GatewayEvent): unknown => event.type === "learnt" && news.push(event.message);
    const { gateway, journal } = gatewayTo(server.url, {}, { onEvent });
    expect(await gateway.call(asked(1), key(1), never)).toMatchObject({ status: "ok", text: "Done." });
    expect(
      journal.read(key(1)).map(({ outcome }) => (outcome?.status === "failed" ? outcome.failure.kind : "ok")),
    ).toEqual(["adapted", "adapted", "ok"]);
    expect(gateway.ledger()).toMatchObject({
      settled: { tokens: 902, requests: 3 },
      unsettled: { requests: 0 },
      overruns: 0,
    });
    // what is reserved for the next call is what it may use
    expect(journal.read(key(1))[0]?.reserved.tokens).toBeGreaterThan(32_768);
    expect(journal.read(key(1))[2]?.reserved.tokens).toBeLessThan(12_000);
    expect(news).toHaveLength(2);
    const replay = gatewayTo(server.url, {}, { journal, replay: true });
    expect(await replay.gateway.call(asked(1), key(1), never)).toMatchObject({ status: "ok", text: "Done." });
    expect(server.bodies).toHaveLength(3);
  });

  test("a reply that was used up thinking is paid for, asked once with twice the limit, and that is remembered", async () => {
    await using server = await startOddServer((call) => {
      const limit = Number(call.body.max_tokens);
      if (limit > 1000) json(call, 200, completion({ content: "Done." }, "stop", usage(900, 1400)));
      else
        json(
          call,
          200,
          completion({ content: null, reasoning_content: "Hm. ".repeat(50) }, "length", usage(900, limit)),
        );
    });
    const { gateway, journal } = gatewayTo(server.url, { parameters: { maxTokens: 1000 } });
    expect(await gateway.call(asked(1), key(1), never)).toMatchObject({ status: "ok", text: "Done." });
    expect(await gateway.call(asked(2), key(2), never)).toMatchObject({ status: "ok", text: "Done." });
    expect(server.bodies.map((body) => body.max_tokens)).toEqual([1000, 2000, 2000]);
    expect(gateway.ledger()).toMatchObject({
      settled: { tokens: 1900 + 2 * 2300, requests: 3 },
      unsettled: { requests: 0 },
    });
    // a run that died between the two tries knows it from its record
    const first = journal.read(key(1)).slice(0, 1);
    const resumed = gatewayTo(
      server.url,
      { parameters: { maxTokens: 1000 } },
      { journal: { ...journal, read: () => first } },
    );
    expect((await resumed.gateway.call(asked(1), key(1), never)).status).toBe("ok");
    expect(server.bodies.at(-1)?.max_tokens).toBe(2000);
  });

  test("a model that thinks on and on is told so, not asked for ever", async () => {
    await using server = await startOddServer((call) =>
      json(call, 200, completion({ content: "" }, "length", usage(900, Number(call.body.max_tokens)))),
    );
    const { gateway } = gatewayTo(server.url, { parameters: { maxTokens: 1000 } });
    expect(await gateway.call(asked(1), key(1), never)).toMatchObject({
      status: "ok",
      text: "",
      finishReason: "length",
    });
    expect(server.bodies).toHaveLength(2);
  });

  test("a model that refuses whatever it is asked stops the run after a few calls, and is asked again when it goes on", async () => {
    await using server = await startOddServer((call) => json(call, 400, { error: "pull the model first" }));
    const { gateway, journal } = gatewayTo(server.url);
    const kinds: string[] = [];
    for (let step = 0; step < 5; step++) {
      const end = await gateway.call(asked(step), key(step), never);
      kinds.push(end.status === "ok" ? "ok" : end.kind);
    }
    expect(kinds).toEqual(["rejected", "rejected", "rejected", "refused", "refused"]);
    await using mended = await startOddServer(ok);
    const resumed = gatewayTo(mended.url, {}, { journal });
    expect(await resumed.gateway.call(asked(4), key(4), never)).toMatchObject({ status: "ok" });
    // the step that went on without an answer is not changed behind its back
    expect(await resumed.gateway.call(asked(0), key(0), never)).toMatchObject({
      status: "failed",
      kind: "rejected",
    });
  });

  test("a call that fails again and again while others are answered is the step's, for good", async () => {
    await using server = await startOddServer((call) =>
      JSON.stringify(call.body).includes("Step 1.") ? json(call, 500, error("boom")) : ok(call),
    );
    const { gateway, journal } = gatewayTo(server.url, {}, patient);
    const [poisoned, ...others] = await Promise.all(
      [1, 2, 3].map((step) => gateway.call(asked(step), key(step), never)),
    );
    expect(poisoned).toMatchObject({
      status: "failed",
      kind: "unanswerable",
      tries: 8,
      message: "It failed 8 times while other calls were answered: 500 boom",
    });
    for (const other of others) expect(other.status).toBe("ok");
    const before = server.bodies.length;
    const resumed = gatewayTo(server.url, {}, { ...patient, journal });
    expect(await resumed.gateway.call(asked(1), key(1), never)).toMatchObject({ kind: "unanswerable" });
    expect(server.bodies).toHaveLength(before);
  });

  test("a call that fails alone is told from an outage by a small one that is answered", async () => {
    await using server = await startOddServer((call) =>
      JSON.stringify(call.body).includes("Step 1.") ? json(call, 500, error("boom")) : ok(call),
    );
    const { gateway, journal } = gatewayTo(server.url, {}, patient);
    expect((await gateway.call(asked(0), key(0), never)).status).toBe("ok");
    expect(await gateway.call(asked(1), key(1), never)).toMatchObject({ kind: "unanswerable", tries: 8 });
    expect(journal.read({ ...key(1), purpose: "execute-alive" })).toHaveLength(1);
    expect(gateway.ledger().settled.requests).toBe(server.bodies.length);
    // where the small one fails, too, it is an outage, and the run waits for its end
    let isDown = true;
    await using dying = await startOddServer((call) => {
      if (call.number > 40) isDown = false;
      if (call.number > 0 && isDown) json(call, 500, error("boom"));
      else ok(call);
    });
    const other = gatewayTo(dying.url, {}, { ...patient, maxTries: 12 });
    expect((await other.gateway.call(asked(0), key(0), never)).status).toBe("ok");
    expect((await other.gateway.call(asked(1), key(1), never)).status).toBe("ok");
  });

  test("a pause of hours is told at once, and another model of the run answers meanwhile", async () => {
    await using day = await startOddServer((call) =>
      json(call, 429, error("Rate limit reached for requests per day."), { "retry-after": "86340" }),
    );
    await using other = await startOddServer(ok);
    const rests: number[] = [];
    const onEvent = (event: GatewayEvent): unknown => event.type === "resting" && rests.push(event.waitMs);
    const clients = [day.url, other.url].map((baseUrl, at) =>
      createModelClient(
        defineModel({ id: at === 0 ? "m" : "other", model: "odd", baseUrl, keyVariable: null }),
        null,
        systemClock,
      ),
    );
    const { gateway } = gatewayTo(day.url, {}, { clients, onEvent });
    for (const step of [1, 2])
      expect(await gateway.call(asked(step), key(step), never)).toMatchObject({
        status: "ok",
        model: "other",
      });
    expect(rests).toEqual([86_340_000]);
    expect(day.bodies).toHaveLength(1);
  });

  test("without a count the ceiling holds: bytes are settled, and marked", async () => {
    await using server = await startOddServer((call) =>
      json(call, 200, completion({ content: "y".repeat(100) }, "stop", usage(0, 0))),
    );
    const news: string[] = [];
    const onEvent = (event: GatewayEvent): unknown => event.type === "learnt" && news.push(event.message);
    const { gateway, journal } = gatewayTo(
      server.url,
      { parameters: { maxTokens: 500 } },
      { ceiling: { nanoUsd: null, tokens: 15_000, requests: null }, onEvent },
    );
    const ends = [];
    for (const step of [1, 2, 3, 4]) ends.push((await gateway.call(asked(step), key(step), never)).status);
    expect(ends).toEqual(["ok", "ok", "failed", "failed"]);
    const [record] = journal.read(key(1));
    expect(record?.outcome?.used).toMatchObject({ estimated: true, requests: 1 });
    expect(record?.outcome?.used?.tokens).toBeGreaterThan(6100);
    expect(record?.outcome?.used?.tokens).toBeLessThan(6700);
    expect(gateway.ledger().unsettled.tokens).toBe(0);
    expect(news).toEqual([expect.stringContaining("does not say how many tokens")]);
  });

  test("a prompt that was cut off is told once", async () => {
    await using server = await startOddServer((call) =>
      json(call, 200, completion({ content: "Done." }, "stop", usage(512, 2))),
    );
    const news: string[] = [];
    const onEvent = (event: GatewayEvent): unknown => event.type === "learnt" && news.push(event.message);
    const { gateway } = gatewayTo(server.url, {}, { onEvent });
    for (const step of [1, 2]) await gateway.call(asked(step), key(step), never);
    expect(news).toEqual([
      expect.stringMatching(/^it counted 512 tokens in a prompt of about \d+: it seems to cut prompts off/),
    ]);
  });

  test("five empty answers in a row are told", async () => {
    await using server = await startOddServer((call) =>
      json(call, 200, completion({ content: null }, "stop", usage(2000, 1))),
    );
    const news: string[] = [];
    const onEvent = (event: GatewayEvent): unknown => event.type === "learnt" && news.push(event.message);
    const { gateway } = gatewayTo(server.url, {}, { onEvent });
    for (let step = 0; step < 7; step++) await gateway.call(asked(step), key(step), never);
    expect(news).toEqual([expect.stringMatching(/^its last 5 answers were empty \(stop\)/)]);
  });

  test("failures that overlap are one outage", async () => {
    await using server = await startOddServer(async (call) => {
      if (call.number < 12) {
        await new Promise((resolve) => setTimeout(resolve, 30));
        json(call, 503, error("Loading model"));
      } else ok(call);
    });
    const rests: GatewayEvent[] = [];
    const onEvent = (event: GatewayEvent): unknown => event.type === "resting" && rests.push(event);
    const { gateway } = gatewayTo(
      server.url,
      {},
      { ...patient, breaker: { ...patient.breaker, threshold: 8 }, onEvent },
    );
    const ends = await Promise.all(
      Array.from({ length: 12 }, (_, step) => gateway.call(asked(step), key(step), never)),
    );
    expect(ends.every(({ status }) => status === "ok")).toBe(true);
    expect(rests).toEqual([]);
  });
});
