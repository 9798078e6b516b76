import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { JsonObject } from "../../src/core/index.ts";
import { type AskModel, createModelEndpoint, type ModelRequest, type Reply } from "../../src/llm/index.ts";

/** An answer of the model: words, and two calls at once. */
const REPLY: Reply = {
  ...{
    status: "ok",
    text: "I look around.",
    finishReason: "tool-calls",
    refusal: null,
    model: "m",
    servedBy: "m",
  },
  toolCalls: [
    { id: "call_a", name: "shell", arguments: '{"command":"ls"}' },
    { id: "call_b", name: "shell", arguments: '{"command":"cat TASK.md"}' },
  ],
  usage: {
    promptTokens: 100,
    completionTokens: 20,
    cachedTokens: 60,
    cacheWriteTokens: 0,
    reasoningTokens: 5,
  },
  carried: { model: "m", fields: { reasoning_content: "hm" } },
  costNanoUsd: 1,
};
const SHELL = {
  name: "shell",
  description: "Runs a command.",
  parameters: { type: "object", properties: {} },
};

let server: Server;
let url: string;
let asked: ModelRequest[] = [];
let answer: Awaited<ReturnType<AskModel>> = REPLY;

beforeAll(async () => {
  const endpoint = createModelEndpoint("m", 1000, async (request) => {
    asked.push(request);
    return answer;
  });
  server = createServer(async (request, response) => {
    if (!(await endpoint.handle(request, response))) response.writeHead(404).end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

function client(): OpenAI {
  asked = [];
  return new OpenAI({ baseURL: `${url}/v1`, apiKey: "not-a-key", maxRetries: 0 });
}

async function post(
  path: string,
  body: JsonObject,
): Promise<{ readonly status: number; readonly text: string }> {
  asked = [];
  const response = await fetch(`${url}${path}`, { method: "POST", body: JSON.stringify(body) });
  return { status: response.status, text: await response.text() };
}

describe("the gateway's face to agents", () => {
  it("speaks chat completions, as its own client reads them, whole and as a stream", async () => {
    const body = {
      model: "whatever",
      messages: [
        { role: "developer", content: "Be brief." },
        { role: "user", content: [{ type: "text", text: "Begin." }] },
      ],
      tools: [{ type: "function", function: SHELL }],
      max_completion_tokens: 5000,
    } as const;
    const whole = await client().chat.completions.create(body as never);
    expect(whole.choices[0]?.message.tool_calls?.map(({ id }) => id)).toEqual(["call_a", "call_b"]);
    expect(whole.choices[0]).toMatchObject({
      finish_reason: "tool_calls",
      message: { content: "I look around." },
    });
    expect(whole.usage).toMatchObject({ prompt_tokens: 100, prompt_tokens_details: { cached_tokens: 60 } });
    expect(asked).toEqual([
      {
        model: "m",
        messages: [
          { role: "system", text: "Be brief." },
          { role: "user", text: "Begin." },
        ],
        tools: [SHELL],
        // no more than the model's own limit
        parameters: { maxTokens: 1000 },
      },
    ]);
    const stream = client().chat.completions.stream({
      ...body,
      stream_options: { include_usage: true },
    } as never);
    const last = await stream.finalChatCompletion();
    expect(last.choices[0]?.message).toMatchObject({
      content: "I look around.",
      tool_calls: [{ id: "call_a" }, { id: "call_b", function: { arguments: '{"command":"cat TASK.md"}' } }],
    });
    expect(last.usage?.completion_tokens).toBe(20);
  });

  it("speaks responses, as its own client reads them, and joins what was called at once", async () => {
    const input = [
      { type: "message", role: "developer", content: [{ type: "input_text", text: "Be brief." }] },
      { type: "message", role: "user", content: [{ type: "input_text", text: "Begin." }] },
      { type: "reasoning", id: "rs_1", summary: [], encrypted_content: "…" },
      { type: "message", role: "assistant", content: [{ type: "output_text", text: "I look around." }] },
      { type: "function_call", call_id: "call_a", name: "shell", arguments: "{}" },
      { type: "function_call", call_id: "call_b", name: "shell", arguments: "{}" },
      { type: "function_call_output", call_id: "call_a", output: "a" },
      { type: "function_call_output", call_id: "call_b", output: "b" },
    ];
    const tools = [{ type: "function", ...SHELL, strict: false }, { type: "web_search" }];
    const stream = client().responses.stream({ model: "any", input, tools } as never);
    const last = await stream.finalResponse();
    expect(last.output_text).toBe("I look around.");
    expect(last.output.map(({ type }) => type)).toEqual(["message", "function_call", "function_call"]);
    expect(last.usage).toMatchObject({ input_tokens: 100, output_tokens_details: { reasoning_tokens: 5 } });
    const [{ messages = [], tools: known } = {} as ModelRequest] = asked;
    expect(known).toEqual([SHELL]);
    expect(messages.slice(2)).toEqual([
      {
        role: "assistant",
        text: "I look around.",
        toolCalls: [
          { id: "call_a", name: "shell", arguments: "{}" },
          { id: "call_b", name: "shell", arguments: "{}" },
        ],
        // what the model's server sent beside these calls goes back with them
        carried: REPLY.carried,
      },
      { role: "tool", toolCallId: "call_a", text: "a" },
      { role: "tool", toolCallId: "call_b", text: "b" },
    ]);
  });

  it("speaks messages, whole and as a stream", async () => {
    const body: JsonObject = {
      model: "claude-any",
      max_tokens: 500,
      system: [{ type: "text", text: "Be brief." }],
      messages: [
        { role: "user", content: "Begin." },
        {
          role: "assistant",
          content: [{ type: "tool_use", id: "t1", name: "shell", input: { command: "ls" } }],
        },
        {
          role: "user",
          content: [
            { type: "tool_result", tool_use_id: "t1", content: [{ type: "text", text: "TASK.md" }] },
            { type: "text", text: "Go on." },
          ],
        },
      ],
      tools: [{ name: "shell", description: "Runs a command.", input_schema: SHELL.parameters }],
    };
    const whole = JSON.parse((await post("/v1/messages?beta=true", body)).text) as JsonObject;
    expect(whole).toMatchObject({
      stop_reason: "tool_use",
      content: [
        { type: "text", text: "I look around." },
        { type: "tool_use", id: "call_a", input: { command: "ls" } },
        { type: "tool_use", id: "call_b" },
      ],
      usage: { input_tokens: 40, cache_read_input_tokens: 60, output_tokens: 20 },
    });
    expect(asked[0]).toEqual({
      model: "m",
      messages: [
        { role: "system", text: "Be brief." },
        { role: "user", text: "Begin." },
        {
          role: "assistant",
          text: "",
          toolCalls: [{ id: "t1", name: "shell", arguments: '{"command":"ls"}' }],
        },
        { role: "tool", toolCallId: "t1", text: "TASK.md" },
        { role: "user", text: "Go on." },
      ],
      tools: [SHELL],
      parameters: { maxTokens: 500 },
    });
    const { text } = await post("/v1/messages", { ...body, stream: true });
    const events = [...text.matchAll(/^event: (\S+)\ndata: (.*)$/gm)];
    expect(events.map(([, name]) => name)).toContain("message_stop");
    const parts = events.map(
      ([, , data = "{}"]) => JSON.parse(data) as { delta?: { partial_json?: string; text?: string } },
    );
    expect(parts.map(({ delta }) => delta?.text ?? "").join("")).toBe("I look around.");
    expect(parts.map(({ delta }) => delta?.partial_json ?? "").join("")).toBe(
      '{"command":"ls"}{"command":"cat TASK.md"}',
    );
  });

  it.each(["/v1/chat/completions", "/v1/responses", "/v1/messages"])(
    "says what it refuses, in the words of %s",
    async (path) => {
      const body = { model: "any", messages: [{ role: "user", content: "Hi" }], input: "Hi" };
      answer = { status: "refused", message: "The 40 model calls of this session are used up." };
      expect(await post(path, { ...body, stream: true })).toMatchObject({
        status: 402,
        text: expect.stringContaining("40 model calls"),
      });
      answer = { status: "failed", kind: "too-long", message: "The prompt is too long.", tries: 1 };
      expect(await post(path, body)).toMatchObject({
        status: 400,
        text: expect.stringContaining("too long"),
      });
      answer = REPLY;
      expect((await post(path, { nonsense: true })).status).toBe(400);
    },
  );

  it("knows one model, and no other path", async () => {
    expect(await (await fetch(`${url}/v1/models`)).json()).toMatchObject({ data: [{ id: "m" }] });
    expect((await fetch(`${url}/v1/files`)).status).toBe(404);
  });
});
