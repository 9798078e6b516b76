import { describe, expect, test } from "vitest";
import {
  type Answer,
  createModelClient,
  defineModel,
  type ModelRequest,
  type ModelSettings,
  sendAdapting,
  systemClock,
} from "../../src/llm/index.ts";
import {
  chunk,
  completion,
  events,
  json,
  type OddCall,
  startOddServer,
  text,
  usage,
} from "../support/odd-server.ts";
import { never } from "./support.ts";

const EDIT = "<<<<<<< SEARCH\na\n=======\nb\n>>>>>>> REPLACE";
const DRAFT = "<<<<<<< SEARCH\ndraft\n=======\nnever\n>>>>>>> REPLACE";
const TOOL = { name: "edit", description: "Edits.", parameters: { type: "object", properties: {} } };
const call = (id: string | undefined, values: unknown, more: object = {}) => ({
  ...(id === undefined ? {} : { id }),
  type: "function",
  function: { name: "edit", arguments: values },
  ...more,
});

const request: ModelRequest = {
  model: "m",
  messages: [
    { role: "system", text: "You improve programs." },
    { role: "user", text: "Improve this one." },
  ],
};

async function ask(
  answer: (call: OddCall) => void,
  settings: Partial<ModelSettings> = {},
  asked: ModelRequest = request,
): Promise<Answer> {
  await using server = await startOddServer(answer);
  const model = defineModel({ id: "m", model: "odd", baseUrl: server.url, keyVariable: null, ...settings });
  const result = await sendAdapting(createModelClient(model, null, systemClock), asked, never);
  if (result.status === "failed") throw new Error(`${result.kind}: ${result.message}`);
  return result.answer;
}

/** The same content as one value and as a stream in pieces of a few characters. */
const ways: readonly (readonly [string, (content: string, finish?: string) => (call: OddCall) => void])[] = [
  [
    "whole",
    (content, finish) => (call) => json(call, 200, completion({ role: "assistant", content }, finish)),
  ],
  [
    "in pieces",
    (content, finish = "stop") =>
      (call) => {
        const pieces = content.match(/[\s\S]{1,7}/gu) ?? [];
        events(call, [...pieces.map((piece) => chunk({ content: piece })), chunk({}, finish)]);
      },
  ],
];

describe.each(ways)("thinking that stands in the text, %s", (_way, sent) => {
  test.each([
    ["a block", `<think>\n${DRAFT}\n</think>\n\n${EDIT}`, EDIT],
    ["a block of another name", `<thinking>${DRAFT}</thinking>\n${EDIT}`, EDIT],
    ["in capitals", `<THINK>${DRAFT}</THINK>\n${EDIT}`, EDIT],
    ["brackets", `[THINK]${DRAFT}[/THINK]${EDIT}`, EDIT],
    ["moons", `◁think▷${DRAFT}◁/think▷${EDIT}`, EDIT],
    ["tokens", `<|begin_of_thought|>${DRAFT}<|end_of_thought|>\n${EDIT}`, EDIT],
    ["a closing tag alone", `${DRAFT}\nYes, the first.\n</think>\n\n${EDIT}`, EDIT],
    ["a closing tag at the end of a line", `${DRAFT} so be it.</think>\n${EDIT}`, EDIT],
    ["two blocks", `<think>a</think>\n<think>${DRAFT}</think>\n${EDIT}`, EDIT],
    ["a fence within the thinking", `<think>\n\`\`\`js\n${DRAFT}\n</think>\n${EDIT}`, EDIT],
    [
      "channels",
      `<|channel|>analysis<|message|>${DRAFT}<|end|><|start|>assistant<|channel|>final<|message|>${EDIT}`,
      EDIT,
    ],
    [
      "none: a program that names the tag",
      '```js\nconst a = "<think>";\n// </think>\n```',
      '```js\nconst a = "<think>";\n// </think>\n```',
    ],
    ["none: a tag within a line", "Use `<think>` and `</think>` here.", "Use `<think>` and `</think>` here."],
  ])("%s", async (_name, content, expected) => {
    const answer = await ask(sent(content));
    expect(answer).toMatchObject({ text: expected, finishReason: "stop" });
    if (content !== expected) expect(answer.usage?.reasoningTokens).toBeGreaterThan(0);
  });

  test.each([
    "<think>I begin",
    `<think>\n${DRAFT}`,
    `[THINK]${DRAFT}`,
    "<|channel|>analysis<|message|>Let me see",
  ])("a block that never ends is an answer cut short: %j", async (content) => {
    // a limit that leaves no room for more, so that nothing is asked again
    expect(await ask(sent(content), { parameters: { maxTokens: 1 } })).toMatchObject({
      text: "",
      finishReason: "length",
    });
  });
});

describe("content in other shapes", () => {
  const parts = [
    { type: "thinking", thinking: [{ type: "text", text: DRAFT }] },
    { type: "text", text: EDIT },
  ];
  test.each([
    ["parts", { content: parts }],
    ["parts and plain texts", { content: [{ type: "reasoning", text: DRAFT }, EDIT] }],
    ["an object", { content: { type: "text", text: EDIT } }],
    ["reasoning in its own field", { content: EDIT, reasoning_content: DRAFT }],
    [
      "reasoning under another name",
      { content: EDIT, reasoning: DRAFT, reasoning_details: [{ type: "reasoning.text", text: DRAFT }] },
    ],
  ])("%s, whole and as a stream", async (_name, message) => {
    expect((await ask((call) => json(call, 200, completion(message)))).text).toBe(EDIT);
    expect(
      (await ask((call) => events(call, [chunk({ role: "assistant" }), chunk(message), chunk({}, "stop")])))
        .text,
    ).toBe(EDIT);
  });

  test.each([
    ["no reason at the end", (call: OddCall) => events(call, [chunk({ content: EDIT })]), "stop"],
    [
      "an empty reason",
      (call: OddCall) => events(call, [chunk({ content: EDIT }, ""), chunk({}, "")]),
      "stop",
    ],
    ["no word of the end either", (call: OddCall) => events(call, [chunk({ content: EDIT })], false), "stop"],
    [
      "a reason of its own",
      (call: OddCall) => events(call, [chunk({ content: EDIT }), chunk({}, "eos_token")]),
      "stop",
    ],
    [
      "MAX_TOKENS",
      (call: OddCall) => events(call, [chunk({ content: EDIT }), chunk({}, "MAX_TOKENS")]),
      "length",
    ],
    [
      "the whole message once more",
      (call: OddCall) => events(call, [chunk({ content: EDIT }, "stop"), completion({ content: EDIT })]),
      "stop",
    ],
    [
      "one value where a stream was asked for",
      (call: OddCall) => json(call, 200, completion({ content: EDIT })),
      "stop",
    ],
    [
      "a stream that calls itself JSON",
      (call: OddCall) =>
        text(
          call,
          200,
          "application/json",
          `data: ${JSON.stringify(chunk({ content: EDIT }, "stop"))}\n\ndata: [DONE]\n\n`,
        ),
      "stop",
    ],
    [
      "a value per line",
      (call: OddCall) =>
        text(
          call,
          200,
          "application/x-ndjson",
          [chunk({ content: "<<<<<<< SEARCH\na\n" }), chunk({ content: EDIT.slice(17) }, "stop")]
            .map((value) => JSON.stringify(value))
            .join("\n"),
        ),
      "stop",
    ],
    [
      "comments, other line ends and a byte order mark",
      (call: OddCall) =>
        text(
          call,
          200,
          "text/event-stream",
          `\ufeff: hello\r\n\r\nid: 1\r\nevent: ping\r\ndata: {"type":"ping"}\r\n\r\ndata:${JSON.stringify(chunk({ content: EDIT }, "stop"))}\r\n\r\ndata: [DONE]`,
        ),
      "stop",
    ],
    [
      "a chunk without choices first",
      (call: OddCall) =>
        events(call, [{ choices: [], prompt_filter_results: [] }, chunk({ content: EDIT }, "stop")]),
      "stop",
    ],
    [
      "an error after the end",
      (call: OddCall) => events(call, [chunk({ content: EDIT }, "stop"), { error: { message: "late" } }]),
      "stop",
    ],
    [
      "numbers that JSON does not know",
      (call: OddCall) =>
        text(
          call,
          200,
          "application/json",
          `{"choices":[{"message":{"content":${JSON.stringify(EDIT)}},"logprobs":[NaN,-Infinity],"finish_reason":"stop"}]}`,
        ),
      "stop",
    ],
    [
      "blanks before it",
      (call: OddCall) =>
        text(call, 200, "application/json", `\n \n${JSON.stringify(completion({ content: EDIT }))}`),
      "stop",
    ],
    [
      "a stream whose pieces repeat all before them",
      (call: OddCall) =>
        events(call, [
          ...[5, 17, 19, 40, EDIT.length].map((end) => chunk({ content: EDIT.slice(0, end) })),
          chunk({}, "stop"),
        ]),
      "stop",
    ],
    [
      "several answers, the first one last",
      (call: OddCall) =>
        json(call, 200, {
          choices: [
            { index: 1, message: { content: "another" }, finish_reason: "stop" },
            { index: 0, message: { content: EDIT }, finish_reason: "stop" },
          ],
        }),
      "stop",
    ],
    [
      "several answers in one stream",
      (call: OddCall) =>
        events(call, [
          chunk({ content: EDIT.slice(0, 9) }),
          { choices: [{ index: 1, delta: { content: "another" }, finish_reason: null }] },
          chunk({ content: EDIT.slice(9) }, "stop"),
        ]),
      "stop",
    ],
    [
      "a completion in a wrapper",
      (call: OddCall) => json(call, 200, { code: 0, data: completion({ content: EDIT }) }),
      "stop",
    ],
    [
      "a completion in a text of JSON",
      (call: OddCall) => json(call, 200, JSON.stringify(completion({ content: EDIT }))),
      "stop",
    ],
    [
      "Ollama's own protocol",
      (call: OddCall) =>
        json(call, 200, { message: { role: "assistant", content: EDIT }, done: true, done_reason: "stop" }),
      "stop",
    ],
    [
      "Ollama's own protocol, in pieces",
      (call: OddCall) =>
        text(
          call,
          200,
          "application/x-ndjson",
          [
            { message: { content: EDIT.slice(0, 9) }, done: false },
            { message: { content: EDIT.slice(9) }, done: false },
            { done: true, done_reason: "length" },
          ]
            .map((value) => JSON.stringify(value))
            .join("\n"),
        ),
      "length",
    ],
    ["Ollama's plain generation", (call: OddCall) => json(call, 200, { response: EDIT, done: true }), "stop"],
    [
      "Anthropic's message",
      (call: OddCall) =>
        json(call, 200, {
          type: "message",
          content: [{ type: "text", text: EDIT }],
          stop_reason: "end_turn",
        }),
      "stop",
    ],
    [
      "Anthropic's events",
      (call: OddCall) =>
        events(call, [
          { type: "message_start", message: { content: [], usage: { input_tokens: 7 } } },
          { type: "content_block_delta", delta: { type: "thinking_delta", thinking: DRAFT } },
          { type: "content_block_delta", delta: { type: "text_delta", text: EDIT } },
          { type: "message_delta", delta: { stop_reason: "max_tokens" } },
          { type: "message_stop" },
        ]),
      "length",
    ],
    [
      "Gemini's candidates",
      (call: OddCall) =>
        json(call, 200, {
          candidates: [
            { content: { parts: [{ text: DRAFT, thought: true }, { text: EDIT }] }, finishReason: "STOP" },
          ],
        }),
      "stop",
    ],
    [
      "the old completion's text",
      (call: OddCall) => json(call, 200, { choices: [{ text: EDIT, finish_reason: "stop" }] }),
      "stop",
    ],
  ])("%s", async (_name, answer, finishReason) => {
    expect(await ask(answer)).toMatchObject({ text: EDIT, finishReason });
  });
});

describe("tool calls", () => {
  const asked: ModelRequest = { ...request, tools: [TOOL] };
  const stream =
    (...deltas: unknown[]) =>
    (call: OddCall) =>
      events(call, [...deltas.map((delta) => chunk({ tool_calls: [delta] })), chunk({}, "tool_calls")]);
  const whole =
    (message: object, finish = "tool_calls") =>
    (call: OddCall) =>
      json(call, 200, completion(message, finish));
  const one = [{ name: "edit", arguments: '{"edit":"x"}' }];
  const two = [...one, { name: "edit", arguments: '{"edit":"y"}' }];
  const said = (content: string) => whole({ content }, "stop");

  test.each([
    [
      "two of the same index",
      stream({ index: 0, ...call("a", '{"edit":"x"}') }, { index: 0, ...call("b", '{"edit":"y"}') }),
      two,
    ],
    [
      "two of the same index and no id",
      stream({ index: 0, ...call("", '{"edit":"x"}') }, { index: 0, ...call("", '{"edit":"y"}') }),
      two,
    ],
    ["two without index", stream(call("a", '{"edit":"x"}'), call("b", '{"edit":"y"}')), two],
    [
      "two that share an id",
      whole({ tool_calls: [call("a", '{"edit":"x"}'), call("a", '{"edit":"y"}')] }),
      two,
    ],
    ["pieces without index", stream(call("a", '{"ed'), { function: { arguments: 'it":"x"}' } }), one],
    [
      "pieces that repeat id and name",
      stream({ index: 0, ...call("a", '{"ed') }, { index: 0, ...call("a", 'it":"x"}') }),
      one,
    ],
    [
      "indexes from 1",
      stream({ index: 1, ...call("a", '{"edit":"x"}') }, { index: 2, ...call("b", '{"edit":"y"}') }),
      two,
    ],
    [
      "no type",
      whole({ tool_calls: [{ id: "a", function: { name: "edit", arguments: '{"edit":"x"}' } }] }),
      one,
    ],
    ["arguments as an object", whole({ tool_calls: [call("a", { edit: "x" })] }), one],
    ["arguments encoded twice", whole({ tool_calls: [call("a", JSON.stringify('{"edit":"x"}'))] }), one],
    ["a flat call", whole({ tool_calls: [{ id: "a", name: "edit", arguments: { edit: "x" } }] }), one],
    [
      "the old function_call",
      whole({ function_call: { name: "edit", arguments: '{"edit":"x"}' } }, "function_call"),
      one,
    ],
    ["an end of `stop`", whole({ content: null, tool_calls: [call("a", '{"edit":"x"}')] }, "stop"), one],
    ["Hermes", said('I edit.\n<tool_call>\n{"name": "edit", "arguments": {"edit":"x"}}\n</tool_call>'), one],
    ["Hermes without its end", said('<tool_call>{"name": "edit", "arguments": {"edit":"x"}}'), one],
    [
      "two of Hermes",
      said(
        '<tool_call>{"name":"edit","arguments":{"edit":"x"}}</tool_call>\n<tool_call>{"name":"edit","arguments":{"edit":"y"}}</tool_call>',
      ),
      two,
    ],
    ["Llama", said('<function=edit>{"edit":"x"}</function>'), one],
    ["Llama's tag", said('<|python_tag|>{"name":"edit","parameters":{"edit":"x"}}<|eom_id|>'), one],
    [
      "Qwen coder",
      said("<tool_call>\n<function=edit>\n<parameter=edit>\nx\n</parameter>\n</function>\n</tool_call>"),
      one,
    ],
    [
      "Mistral",
      said(
        '[TOOL_CALLS] [{"name":"edit","arguments":{"edit":"x"}},{"name":"edit","arguments":{"edit":"y"}}]',
      ),
      two,
    ],
    ["Mistral, newer", said('[TOOL_CALLS]edit[ARGS]{"edit":"x"}'), one],
    ["Phi", said('functools[{"name":"edit","arguments":{"edit":"x"}}]'), one],
    [
      "gpt-oss",
      said(
        '<|channel|>analysis<|message|>Hm.<|end|><|start|>assistant<|channel|>commentary to=functions.edit <|constrain|>json<|message|>{"edit":"x"}<|call|>',
      ),
      one,
    ],
    ["bare JSON", said('{"name":"edit","arguments":{"edit":"x"}}'), one],
    ["JSON in a fence", said('```json\n{"name":"edit","parameters":{"edit":"x"}}\n```'), one],
    [
      "after thinking",
      said(
        '<think>{"name":"edit","arguments":{"edit":"draft"}}</think>\n{"name":"edit","arguments":{"edit":"x"}}',
      ),
      one,
    ],
    [
      "with a line break in a text",
      said('<tool_call>{"name":"edit","arguments":{"edit":"x\ny"}}</tool_call>'),
      [{ name: "edit", arguments: '{"edit":"x\\ny"}' }],
    ],
  ])("%s", async (_name, answer, expected) => {
    const { toolCalls, finishReason } = await ask(answer, {}, asked);
    expect(toolCalls.map(({ name, arguments: values }) => ({ name, arguments: values }))).toEqual(expected);
    expect(finishReason).toBe("tool-calls");
    expect(new Set(toolCalls.map(({ id }) => id)).size).toBe(expected.length);
    expect(toolCalls.every(({ id }) => id !== "")).toBe(true);
  });

  test.each([
    ["a tool that was not offered", '<tool_call>{"name":"rm","arguments":{}}</tool_call>'],
    ["JSON that is no call", '{"cause":"plan","lesson":"x"}'],
    ["talk about a call", "I would write <tool_call> now."],
  ])("%s stays text", async (_name, content) => {
    expect(await ask(said(content), {}, asked)).toMatchObject({
      text: content,
      toolCalls: [],
      finishReason: "stop",
    });
  });

  test("a call in words is text where no tool was offered", async () => {
    const content = '{"name":"edit","arguments":{}}';
    expect(await ask(said(content))).toMatchObject({ text: content, toolCalls: [] });
  });

  test.each([true, false])(
    "what stood beside a call goes back as it came, to its model alone (streaming %s)",
    async (stream) => {
      const extra = { extra_content: { google: { thought_signature: "c2ln" } } };
      const message = {
        role: "assistant",
        content: null,
        reasoning_content: "Hm. Yes.",
        tool_calls: [call("a", "{}", extra)],
      };
      const answer = await ask(
        (got) =>
          stream
            ? events(got, [
                chunk({ reasoning_content: "Hm. " }),
                chunk({ reasoning_content: "Yes." }),
                chunk({ tool_calls: [{ index: 0, ...call("a", "{}", extra) }] }),
                chunk({}, "tool_calls"),
              ])
            : json(got, 200, completion(message, "tool_calls")),
        { stream },
        asked,
      );
      expect(answer.carried).toEqual({
        model: "m",
        fields: { reasoning_content: "Hm. Yes." },
        calls: { a: extra },
      });
      const { carried = { model: "m", fields: {} } } = answer;
      const turn = { role: "assistant", text: "", toolCalls: answer.toolCalls, carried } as const;
      const messages = [...request.messages, turn, { role: "tool", toolCallId: "a", text: "done" } as const];
      await using server = await startOddServer((got) => json(got, 200, completion({ content: "OK" })));
      for (const id of ["m", "another"]) {
        const model = defineModel({ id, model: "odd", baseUrl: server.url, keyVariable: null });
        await createModelClient(model, null, systemClock).send({ ...request, messages }, never);
      }
      const sent = server.bodies.map(({ messages: all }) => (all as { [name: string]: unknown }[])[2]);
      expect(sent[0]).toEqual({ ...message, content: "" });
      expect(sent[1]).toEqual({ role: "assistant", content: "", tool_calls: [call("a", "{}")] });
    },
  );
});

describe("usage", () => {
  const counted = {
    promptTokens: 100,
    completionTokens: 20,
    cachedTokens: 0,
    cacheWriteTokens: 0,
    reasoningTokens: 0,
  };
  test.each([
    ["plain", usage(100, 20), counted],
    ["as text", usage("100", "20"), counted],
    ["a part missing beside a total", usage(100, null, { total_tokens: 120 }), counted],
    [
      "details that are null",
      usage(100, 20, { prompt_tokens_details: null, completion_tokens_details: null }),
      counted,
    ],
    [
      "Anthropic's names",
      {
        usage: {
          input_tokens: 60,
          output_tokens: 20,
          cache_read_input_tokens: 30,
          cache_creation_input_tokens: 10,
        },
      },
      { ...counted, cachedTokens: 30, cacheWriteTokens: 10 },
    ],
    ["DeepSeek's cache", usage(100, 20, { prompt_cache_hit_tokens: 64 }), { ...counted, cachedTokens: 64 }],
    [
      "thoughts only in the total (Gemini)",
      usage(100, 20, { total_tokens: 170 }),
      { ...counted, completionTokens: 70 },
    ],
    [
      "thoughts beside the reply (xAI)",
      usage(100, 20, { completion_tokens_details: { reasoning_tokens: 50 } }),
      { ...counted, completionTokens: 70, reasoningTokens: 50 },
    ],
    [
      "thoughts within the reply",
      usage(100, 20, { completion_tokens_details: { reasoning_tokens: 15 } }),
      { ...counted, reasoningTokens: 15 },
    ],
    ["in two parts", { usage: { prompt_tokens: 100, completion_tokens: 20 } }, counted],
    ["Groq's place", { x_groq: { usage: { prompt_tokens: 100, completion_tokens: 20 } } }, counted],
    ["llama.cpp's timings", { timings: { prompt_n: 100, predicted_n: 20 } }, counted],
  ])("%s", async (_name, more, expected) => {
    const message = { role: "assistant", content: "Done." };
    expect((await ask((call) => json(call, 200, completion(message, "stop", more as never)))).usage).toEqual(
      expected,
    );
    const last = { ...completion(message), choices: [], ...more };
    expect((await ask((call) => events(call, [chunk({ content: "Done." }, "stop"), last]))).usage).toEqual(
      expected,
    );
  });

  test.each([
    ["none", {}],
    ["null", { usage: null }],
    ["zeros", usage(0, 0)],
    ["negative numbers", usage(-1, -5)],
    ["fractions", usage(1.5, 2.5)],
    ["no reply counted", usage(500, 0)],
  ])("%s beside a text: bytes are counted, and the count says so", async (_name, more) => {
    const answer = await ask((call) =>
      json(call, 200, completion({ content: "x".repeat(40) }, "stop", more as never)),
    );
    expect(answer.usage).toMatchObject({ completionTokens: 40, estimated: true });
    expect(answer.usage?.promptTokens).toBeGreaterThanOrEqual(40);
  });
});
