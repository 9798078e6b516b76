import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../src/core/index.ts";
import {
  type Answer,
  createModelClient,
  defineModel,
  type ModelRequest,
  sendAdapting,
  systemClock,
} from "../../src/llm/index.ts";
import {
  chunk,
  completion,
  error,
  events,
  json,
  type OddCall,
  startOddServer,
  text,
} from "../support/odd-server.ts";
import { gatewayTo, never } from "./support.ts";

const EDIT = "<<<<<<< SEARCH\na\n=======\nb\n>>>>>>> REPLACE";
const DRAFT = "<<<<<<< SEARCH\ndraft\n=======\nnever\n>>>>>>> REPLACE";
const TOOL = { name: "edit", description: "Edits.", parameters: { type: "object", properties: {} } };
const request: ModelRequest = {
  model: "m",
  messages: [
    { role: "system", text: "You improve programs." },
    { role: "user", text: "Improve this one." },
  ],
};

/** The answer of a server, with what was learnt and sent on the way to it. */
async function settled(answer: (call: OddCall) => void, asked: ModelRequest) {
  await using server = await startOddServer(answer);
  const model = defineModel({ id: "m", model: "odd", baseUrl: server.url, keyVariable: null });
  const client = createModelClient(model, null, systemClock);
  const learnt: string[] = [];
  const result = await sendAdapting(client, asked, never, (told) => learnt.push(told));
  return { result, learnt, bodies: server.bodies };
}

async function ask(answer: (call: OddCall) => void, asked: ModelRequest = request): Promise<Answer> {
  const { result } = await settled(answer, asked);
  if (result.status === "failed") throw new Error(`${result.kind}: ${result.message}`);
  return result.answer;
}

const said = (content: string) => (call: OddCall) => json(call, 200, completion({ content }));

describe("thinking is no answer", () => {
  test.each([
    ["a scratchpad", `<scratchpad>\n${DRAFT}\n</scratchpad>\n${EDIT}`],
    ["an analysis", `<analysis>\n${DRAFT}\n</analysis>\n${EDIT}`],
    ["a monologue", `<inner_monologue>\n${DRAFT}\n</inner_monologue>\n${EDIT}`],
    ["a maker's own name", `<longcat_think>\n${DRAFT}\n</longcat_think>\n${EDIT}`],
    ["attributes", `<think time="3">\n${DRAFT}\n</think>\n${EDIT}`],
    ["blanks in its tags", `<think >\n${DRAFT}\n</think >\n${EDIT}`],
    [
      "Cohere's tokens",
      `<|START_THINKING|>${DRAFT}<|END_THINKING|><|START_RESPONSE|>${EDIT}<|END_RESPONSE|>`,
    ],
    ["tokens with a slash", `<|think|>${DRAFT}<|/think|>\n${EDIT}`],
    ["a box around the answer", `<think>${DRAFT}</think>\n<|begin_of_box|>${EDIT}<|end_of_box|>`],
    ["Gemma's channel", `<|channel>thought\n${DRAFT}<channel|>${EDIT}`],
    ["unused tokens", `<unused94>thought\n${DRAFT}<unused95>${EDIT}`],
    ["a terminal's words", `Thinking...\n${DRAFT}\n...done thinking.\n\n${EDIT}`],
    [
      "a page's details",
      `<details type="reasoning" done="true">\n<summary>Thought</summary>\n${DRAFT}\n</details>\n${EDIT}`,
    ],
    ["channels whose marks are gone", `analysisLet me see. ${DRAFT}assistantfinal${EDIT}`],
  ])("%s", async (_name, content) => {
    expect(await ask(said(content))).toMatchObject({ text: EDIT, finishReason: "stop" });
  });

  test.each([
    ["Cohere's", `<|START_THINKING|>${DRAFT}`],
    ["one with attributes", `<think time="3">\n${DRAFT}`],
    ["details", `<details type="reasoning" done="false">\n${DRAFT}`],
  ])("that never ends is a cut: %s", async (_name, content) => {
    expect(await ask(said(content))).toMatchObject({ text: "", finishReason: "length" });
  });

  test("other details are text", async () => {
    const content = `<details>\n<summary>Why</summary>\nBecause.\n</details>\n${EDIT}`;
    expect(await ask(said(content))).toMatchObject({ text: content });
  });
});

describe("a call is understood, written", () => {
  const asked: ModelRequest = { ...request, tools: [TOOL] };
  const expected = [{ name: "edit", arguments: '{"edit":"x"}' }];
  const calls = async (answer: (call: OddCall) => void) =>
    (await ask(answer, asked)).toolCalls.map(({ name, arguments: values }) => ({ name, arguments: values }));

  test.each([
    [
      "as Kimi's",
      '<|tool_calls_section_begin|><|tool_call_begin|>functions.edit:0<|tool_call_argument_begin|>{"edit":"x"}<|tool_call_end|><|tool_calls_section_end|>',
    ],
    ["as GLM's", "<tool_call>edit\n<arg_key>edit</arg_key>\n<arg_value>x</arg_value>\n</tool_call>"],
    [
      "as MiniMax's",
      '<minimax:tool_call>\n<invoke name="edit">\n<parameter name="edit">x</parameter>\n</invoke>\n</minimax:tool_call>',
    ],
    ["as Cohere's", '<|START_ACTION|>[{"tool_name":"edit","parameters":{"edit":"x"}}]<|END_ACTION|>'],
    ["as Nemotron's", '<TOOLCALL>[{"name":"edit","arguments":{"edit":"x"}}]</TOOLCALL>'],
    ["as InternLM's", '<|action_start|><|plugin|>\n{"name":"edit","parameters":{"edit":"x"}}<|action_end|>'],
    ["in another tag", '<function_call>{"name":"edit","arguments":{"edit":"x"}}</function_call>'],
    ["with its name as an attribute", '<function name="edit">{"edit":"x"}</function>'],
    ["as an action", 'Thought: I edit.\nAction: edit\nAction Input: {"edit":"x"}'],
    ["as a recipient", '>>>edit\n{"edit":"x"}'],
    ["in a fence behind words", 'I edit:\n```json\n{"name":"edit","arguments":{"edit":"x"}}\n```'],
    ["in a list of JSON", '{"tool_calls":[{"function":{"name":"edit","arguments":"{\\"edit\\":\\"x\\"}"}}]}'],
    ["as Anthropic's JSON", '{"type":"tool_use","id":"t1","name":"edit","input":{"edit":"x"}}'],
    ["in Python", '[edit(edit="x")]'],
    ["in Python, in a fence", "```tool_code\nedit(edit='x')\n```"],
  ])("%s", async (_name, content) => {
    expect(await calls(said(content))).toEqual(expected);
  });

  test("in Python with several kinds of values", async () => {
    const content = `edit(text="a\\n\\"b\\"", long='''c\nd''', times=-2, is_last=True, none=None)`;
    const [call] = await calls(said(content));
    expect(JSON.parse(call?.arguments ?? "")).toEqual({
      text: 'a\n"b"',
      long: "c\nd",
      times: -2,
      is_last: true,
      none: null,
    });
    expect(await calls(said("edit(open('x'))"))).toEqual([]);
  });

  const named = (name: string, values = '{"edit":"x"}') => ({
    tool_calls: [{ id: "a", type: "function", function: { name, arguments: values } }],
  });
  describe.each([
    ["whole", (message: object) => (call: OddCall) => json(call, 200, completion(message, "tool_calls"))],
    [
      "in a stream",
      (message: object) => (call: OddCall) => events(call, [chunk(message), chunk({}, "tool_calls")]),
    ],
  ])("%s", (_way, sent) => {
    test.each<[string, object]>([
      ["with a prefix", named("functions.edit")],
      ["with a channel behind its name", named("edit<|channel|>json")],
      ["in capitals", named("Edit")],
      ["with arguments in a fence", named("edit", '```json\n{"edit":"x"}\n```')],
      ["with a tag behind its arguments", named("edit", '{"edit":"x"}</tool_call>')],
      ["with empty arguments before its own", named("edit", '{}{"edit":"x"}')],
      ["alone, in no list", { tool_calls: named("edit").tool_calls[0] }],
      ["as a custom tool's", { tool_calls: [{ id: "a", custom: { name: "edit", input: { edit: "x" } } }] }],
      ["among the parts", { content: [{ type: "tool_use", id: "t", name: "edit", input: { edit: "x" } }] }],
    ])("%s", async (_name, message) => {
      expect(await calls(sent(message))).toEqual(expected);
    });
  });

  const use = { name: "edit", input: { edit: "x" } };
  test.each<[string, JsonObject]>([
    [
      "Anthropic's",
      { type: "message", content: [{ type: "tool_use", id: "t", ...use }], stop_reason: "tool_use" },
    ],
    [
      "Gemini's",
      {
        candidates: [
          {
            content: { parts: [{ functionCall: { name: "edit", args: { edit: "x" } } }] },
            finishReason: "STOP",
          },
        ],
      },
    ],
    ["Cohere's", { message: { role: "assistant", ...named("edit") }, finish_reason: "TOOL_CALL" }],
    [
      "Bedrock's",
      { output: { message: { content: [{ toolUse: { toolUseId: "t", ...use } }] } }, stopReason: "tool_use" },
    ],
    [
      "OpenAI's other one",
      {
        object: "response",
        status: "completed",
        output: [{ type: "function_call", call_id: "c", name: "edit", arguments: '{"edit":"x"}' }],
      },
    ],
  ])("in %s protocol", async (_name, body) => {
    expect(await calls((call) => json(call, 200, body))).toEqual(expected);
  });

  test("in Anthropic's events", async () => {
    const delta = (partial_json: string) => ({
      type: "content_block_delta",
      index: 0,
      delta: { type: "input_json_delta", partial_json },
    });
    const block = { type: "tool_use", id: "t", name: "edit", input: {} };
    const stream = [
      { type: "content_block_start", index: 0, content_block: block },
      delta('{"edit"'),
      delta(':"x"}'),
      { type: "message_delta", delta: { stop_reason: "tool_use" } },
    ];
    expect(await calls((call) => events(call, stream, false))).toEqual(expected);
  });
});

describe("a refusal that does not say what it minds", () => {
  const asked: ModelRequest = {
    ...request,
    tools: [TOOL],
    toolChoice: "auto",
    parameters: { temperature: 1.5, topP: 0.9, reasoningEffort: "low", seed: 7 },
  };
  const roles = ({ messages }: JsonObject) => (messages as JsonObject[]).map(({ role }) => role);
  const refusing = (refuses: (body: JsonObject) => boolean, words: unknown) => (call: OddCall) => {
    if (!refuses(call.body)) json(call, 200, completion({ content: "Done." }));
    else if (typeof words === "string") text(call, 422, "text/plain", words);
    else json(call, 400, words);
  };

  test.each<[string, unknown, (body: JsonObject) => boolean, number]>([
    ["an option", error("Invalid request"), (body) => body.top_p !== undefined, 2],
    [
      "an option, in Chinese",
      { error: { code: "1210", message: "调用参数有误，请检查文档。" } },
      (body) => body.seed !== undefined,
      2,
    ],
    ["tools, without a word", "", (body) => body.tools !== undefined, 3],
    ["the system's role", "Bad Request", (body) => roles(body).includes("system"), 4],
  ])("is asked ever more plainly: %s", async (_name, words, refuses, tries) => {
    const { result, bodies, learnt } = await settled(refusing(refuses, words), asked);
    expect(result.status).toBe("ok");
    expect(bodies).toHaveLength(tries);
    expect(learnt[0]).toMatch(/^temperature, .* are left out, for the server does not say what it minds/);
  });

  test("ends in its own words, after a few", async () => {
    const { result, bodies } = await settled(
      refusing(() => true, error("Bad request")),
      asked,
    );
    expect(result).toMatchObject({ status: "failed", kind: "rejected", message: "400 Bad request" });
    expect(bodies).toHaveLength(4);
  });

  test("changes nothing for a server that has answered before", async () => {
    await using server = await startOddServer((call) => {
      if (call.number === 1) json(call, 400, error("Bad request"));
      else json(call, 200, completion({ content: "Done." }));
    });
    const model = defineModel({ id: "m", model: "odd", baseUrl: server.url, keyVariable: null });
    const client = createModelClient(model, null, systemClock);
    const statuses = [];
    for (let turn = 0; turn < 3; turn++) statuses.push((await sendAdapting(client, asked, never)).status);
    expect(statuses).toEqual(["ok", "failed", "ok"]);
    expect(server.bodies[2]).toEqual(server.bodies[0]);
  });
});

describe("a refusal costs nothing where no model can have run", () => {
  const limit = { type: "error", error: { type: "rate_limit_error", message: "Rate limit exceeded" } };
  test.each<[string, (call: OddCall) => void, string, boolean]>([
    ["a full provider", (call) => json(call, 529, error("Overloaded")), "server", false],
    ["a gateway that lost it", (call) => json(call, 522, error("Connection timed out")), "server", true],
    [
      "a limit in a stream's first event",
      (call) => events(call, [`event: error\ndata: ${JSON.stringify(limit)}\n\n`]),
      "rate-limited",
      false,
    ],
    [
      "a limit behind half an answer",
      (call) => events(call, [chunk({ content: "Half" }), limit]),
      "rate-limited",
      true,
    ],
    [
      "a day's limit under a 403",
      (call) => json(call, 403, error("Used up"), { "retry-after": "18000" }),
      "rate-limited",
      false,
    ],
  ])("%s", async (_name, answer, kind, mayBeCharged) => {
    const { result } = await settled(answer, request);
    expect(result).toMatchObject({ status: "failed", kind, mayBeCharged });
  });
});

describe("what is learnt is said", () => {
  const asked: ModelRequest = { ...request, tools: [TOOL], parameters: { temperature: 1.5, seed: 7 } };
  const limit = (body: JsonObject): number => Number(body.max_tokens ?? body.max_completion_tokens);
  test.each<[string, (body: JsonObject) => boolean, string]>([
    ["seed is not supported", (body) => body.seed !== undefined, "seed is left out"],
    ["temperature must be at most 1", (body) => Number(body.temperature) > 1, "temperature is at most 1"],
    [
      "tools are not supported",
      (body) => body.tools !== undefined,
      "tools are described and called in words",
    ],
    [
      "System role not supported",
      (body) => JSON.stringify(body.messages).includes('"system"'),
      "the system message goes into the user's first one",
    ],
    ["Streaming is not supported", (body) => body.stream === true, "answers do not come as streams"],
    [
      "Unsupported parameter: use max_completion_tokens instead of max_tokens",
      (body) => body.max_tokens !== undefined,
      "the reply's limit is called max_completion_tokens",
    ],
    ["max_tokens must be at most 4096", (body) => limit(body) > 4096, "a reply has at most 4096 tokens"],
    [
      "This model's maximum context length is 8192 tokens, you requested 33000",
      (body) => limit(body) > 8192,
      "prompt and reply are kept within 8192 tokens",
    ],
  ])("%s", async (words, refuses, told) => {
    const { learnt } = await settled(
      (call) =>
        refuses(call.body)
          ? json(call, 400, error(words))
          : json(call, 200, completion({ content: "Done." })),
      asked,
    );
    expect(learnt).toEqual([`${told} (400 ${words})`]);
  });
});

describe("a call that cannot be made says what to do", () => {
  const key = { island: 0, step: 1, purpose: "execute", attempt: 0 } as const;
  test.each([
    [
      401,
      "No",
      "Check the key's environment variable (a model's keyVariable; no key goes to an address whose settings name none), and that the account may use this model: galapagos doctor --model …",
    ],
    [404, "No such model", "Check the model's name and the base URL (it usually ends in /v1)."],
    [402, "Pay first", "The provider says the account has no money left."],
  ])("%i", async (status, words, hint) => {
    await using server = await startOddServer((call) => json(call, status, error(words)));
    const end = await gatewayTo(server.url).gateway.call(request, key, never);
    expect(end).toMatchObject({ status: "failed", message: `${status} ${words}`, hint });
  });
});
