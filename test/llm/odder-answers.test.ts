import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import {
  createModelClient,
  defineModel,
  type ModelRequest,
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
  usage,
} from "../support/odd-server.ts";
import { never } from "./support.ts";

const EDIT = "<<<<<<< SEARCH\na é 🙂\n=======\nb\n>>>>>>> REPLACE";
const DRAFT = "<<<<<<< SEARCH\ndraft\n=======\nnever\n>>>>>>> REPLACE";
const WHOLE = completion({ role: "assistant", content: EDIT }, "stop", usage(100, 20));
const text = JSON.stringify(WHOLE);
const request: ModelRequest = {
  model: "m",
  messages: [{ role: "user", text: "Improve this one. ".repeat(20) }],
};

type Answers = (call: OddCall) => void;
const bytes =
  (body: Uint8Array | string, headers: { readonly [name: string]: string } = {}, status = 200): Answers =>
  ({ response }) =>
    void response.writeHead(status, { "content-type": "application/json", ...headers }).end(body);
const whole =
  (body: unknown, status = 200, headers = {}): Answers =>
  (call) =>
    json(call, status, body, headers);
const data = (values: readonly unknown[], between = "\n\n"): string =>
  values
    .map((value) => `data: ${typeof value === "string" ? value : JSON.stringify(value)}${between}`)
    .join("");
const stream = (body: Uint8Array | string): Answers => bytes(body, { "content-type": "text/event-stream" });
const halves = [chunk({ content: EDIT.slice(0, 9) }), chunk({ content: EDIT.slice(9) })];

/** The prompt as it came. */
const promptOf = ({ body }: OddCall): string =>
  (body.messages as { content: string }[]).at(-1)?.content ?? "";

async function sent(answer: Answers, timeoutMs = 20_000) {
  await using server = await startOddServer(answer);
  const model = defineModel({ id: "m", model: "odd", baseUrl: server.url, keyVariable: null, timeoutMs });
  const client = createModelClient(model, null, systemClock);
  const learnt: string[] = [];
  const result = await sendAdapting(client, request, never, (told) => learnt.push(told));
  return { result, learnt, bodies: server.bodies.length };
}

describe("an answer is used, though it comes", () => {
  test.each<[string, Answers]>([
    ["packed by gzip, and no header says so", bytes(gzipSync(text))],
    [
      "as a stream packed by gzip, and no header says so",
      stream(gzipSync(data([...halves, chunk({}, "stop"), "[DONE]"]))),
    ],
    ["packed twice", bytes(gzipSync(gzipSync(text)), { "content-encoding": "gzip" })],
    ["packed by zlib without a header", bytes(deflateSync(text))],
    ["packed by Zstandard without a header", bytes(zstdCompressSync(text))],
    ["packed by Zstandard", bytes(zstdCompressSync(text), { "content-encoding": "zstd" })],
    ["packed by Brotli", bytes(brotliCompressSync(text), { "content-encoding": "br" })],
    ["packed as bare deflate", bytes(deflateRawSync(text), { "content-encoding": "deflate" })],
    ["under an encoding that nobody knows", bytes(text, { "content-encoding": "utf-8" })],
    ["in UTF-16", bytes(Buffer.from(`\ufeff${text}`, "utf16le"))],
    [
      "byte by byte",
      ({ response }) => {
        for (const byte of Buffer.from(data([...halves, chunk({}, "stop"), "[DONE]"])))
          response.write(Buffer.of(byte));
        response.end();
      },
    ],
    ["in the field of reasoning alone", whole(completion({ content: null, reasoning_content: EDIT }))],
    ["in the field of reasoning beside blanks", whole(completion({ content: "\n\n", reasoning: EDIT }))],
    [
      "in the field of reasoning, behind its thinking",
      whole(completion({ content: "", reasoning_content: `${DRAFT}\n</think>\n${EDIT}` })),
    ],
    [
      "in details of reasoning",
      whole(completion({ content: "", reasoning_details: [{ type: "reasoning.text", text: EDIT }] })),
    ],
    [
      "as a stream of reasoning",
      (call) => events(call, [chunk({ reasoning_content: EDIT }), chunk({}, "stop")]),
    ],
    ["as one choice, not a list", whole({ choices: { message: { content: EDIT }, finish_reason: "stop" } })],
    [
      "as choices by number",
      whole({ choices: { 0: { message: { content: EDIT }, finish_reason: "stop" } } }),
    ],
    ["as a list of one completion", whole([WHOLE])],
    [
      "as a list of messages",
      whole({ choices: [{ messages: [{ role: "assistant", content: EDIT }], finish_reason: "stop" }] }),
    ],
    [
      "as a text within a text",
      whole(completion({ content: [{ type: "text", text: { value: EDIT, annotations: [] } }] })),
    ],
    ["as parts of an object", whole(completion({ content: { parts: [EDIT] } }))],
    [
      "beside an empty error",
      (call) =>
        events(call, [
          chunk({ content: EDIT }, null, { error: {} }),
          chunk({}, "stop", { error: { code: 0, message: "" } }),
        ]),
    ],
    [
      "beside a state that says success",
      whole({ ...WHOLE, base_resp: { status_code: 0, status_msg: "success" } }),
    ],
    [
      "with `null` as a text for no reason",
      (call) =>
        events(call, [
          chunk({ content: EDIT.slice(0, 9) }, "null"),
          chunk({ content: EDIT.slice(9) }, "stop"),
        ]),
    ],
    ["with a reason in an object", whole(completion({ content: EDIT }, { type: "stop" }))],
    [
      "with the end at every piece",
      (call) =>
        events(call, [
          chunk({ content: EDIT.slice(0, 9) }, "stop"),
          chunk({ content: EDIT.slice(9) }, "stop"),
        ]),
    ],
    [
      "with all of it once more at the end",
      (call) => events(call, [...halves, chunk({ content: EDIT }, "stop")]),
    ],
    [
      "with its last piece twice",
      (call) =>
        events(call, [
          halves[0],
          chunk({ content: EDIT.slice(9) }, "stop"),
          chunk({ content: EDIT.slice(9) }, "stop"),
        ]),
    ],
    ["with another word for the end", stream(data([...halves, chunk({}, "stop"), "[done]"]))],
    [
      "with an event for the end",
      stream(`${data([...halves, chunk({}, "stop")])}event: done\ndata: done\n\n`),
    ],
    [
      "with half an event behind its end",
      stream(`${data([...halves, chunk({}, "stop")])}data: {"id":"1","choi`),
    ],
    ["without blank lines between its events", stream(data([...halves, chunk({}, "stop"), "[DONE]"], "\n"))],
    [
      "over lines of one event",
      stream(
        `${JSON.stringify(chunk({ content: EDIT }, "stop"), null, 1)
          .split("\n")
          .map((line) => `data: ${line}`)
          .join("\n")}\n\n`,
      ),
    ],
    ["with a comment behind it", bytes(`${text}\n\n<!-- served by x -->`)],
    ["twice", bytes(text + text)],
    ["with the end of a stream behind it", bytes(`${text}\n\ndata: [DONE]\n\n`)],
    ["with line ends inside its texts", bytes(text.replaceAll("\\n", "\n"))],
    ["behind zeros", bytes(`\0\0${text}`)],
    ["behind a guard against scripts", bytes(`)]}'\n${text}`)],
    ["in a call", bytes(`callback(${text})`)],
    ["as TGI's own", whole([{ generated_text: EDIT }])],
    ["as llama.cpp's own", whole({ content: EDIT, stop: true, tokens_predicted: 20, tokens_evaluated: 100 })],
    [
      "as Cohere's",
      whole({
        message: { role: "assistant", content: [{ type: "text", text: EDIT }] },
        finish_reason: "COMPLETE",
      }),
    ],
    ["as Bedrock's", whole({ output: { message: { content: [{ text: EDIT }] } }, stopReason: "end_turn" })],
    ["as DashScope's", whole({ output: { text: EDIT, finish_reason: "stop" } })],
    ["as Baidu's", whole({ object: "chat.completion", result: EDIT, is_end: true })],
    [
      "as a response of the other protocol",
      whole({
        object: "response",
        status: "completed",
        output: [
          { type: "reasoning", content: [{ type: "reasoning_text", text: DRAFT }] },
          { type: "message", content: [{ type: "output_text", text: EDIT }] },
        ],
      }),
    ],
    [
      "between the tokens of its template",
      whole(completion({ content: `<|im_start|>assistant\n${EDIT}<|im_end|>` })),
    ],
    [
      "before another turn of its model's own",
      whole(completion({ content: `${EDIT}<|im_end|>\n<|im_start|>user\n${DRAFT}` })),
    ],
    [
      "behind the whole prompt",
      (call) => json(call, 200, completion({ content: `${promptOf(call)}\n\n${EDIT}` })),
    ],
    [
      "behind the whole prompt in its template",
      (call) => json(call, 200, [{ generated_text: `<s>[INST] ${promptOf(call)} [/INST] ${EDIT}</s>` }]),
    ],
    [
      "behind the whole prompt in another template",
      (call) =>
        json(call, 200, {
          choices: [
            {
              text: `<|im_start|>user\n${promptOf(call)}<|im_end|>\n<|im_start|>assistant\n${EDIT}<|im_end|>`,
              finish_reason: "stop",
            },
          ],
        }),
    ],
    ["before the end of a sentence", whole(completion({ content: `${EDIT}</s>` }))],
  ])("%s", async (_name, answer) => {
    const { result } = await sent(answer);
    expect(result, JSON.stringify(result)).toMatchObject({
      status: "ok",
      answer: { text: EDIT, finishReason: "stop" },
    });
  });

  test("and the connection breaks off behind its end", async () => {
    const { result } = await sent(({ response }) => {
      response.write(data([...halves, chunk({}, "stop")]));
      setTimeout(() => response.destroy(), 30);
    });
    expect(result).toMatchObject({ status: "ok", answer: { text: EDIT } });
  });

  test("and the connection stays open behind its end", async () => {
    const { result } = await sent(
      ({ response }) => void response.write(data([...halves, chunk({}, "stop")])),
    );
    expect(result).toMatchObject({ status: "ok", answer: { text: EDIT } });
  });

  test("and only where it need not be packed: that is learnt", async () => {
    const { result, learnt } = await sent((call) =>
      call.request.headers["accept-encoding"] === "identity"
        ? json(call, 200, WHOLE)
        : bytes(text, { "content-encoding": "gzip" })(call),
    );
    expect(result).toMatchObject({ status: "ok", answer: { text: EDIT } });
    expect(learnt).toEqual(["answers are asked for unpacked (The answer is not packed as its header says.)"]);
  });

  test("and half a sign in it is none", async () => {
    const { result } = await sent(
      bytes(`{"choices":[{"message":{"content":"\\ud83d x"},"finish_reason":"stop"}]}`),
    );
    expect(result).toMatchObject({ answer: { text: "\ufffd x" } });
  });

  test("and thinking that was cut off is none", async () => {
    const { result } = await sent(
      whole(completion({ content: null, reasoning_content: DRAFT }, "length", usage(100, 40_000))),
    );
    expect(result).toMatchObject({ status: "ok", answer: { text: "", finishReason: "length" } });
  });
});

describe("tokens are counted from", () => {
  test.each<[string, object]>([
    ["a text of JSON", { usage: JSON.stringify({ prompt_tokens: 100, completion_tokens: 20 }) }],
    ["a list", { usage: [{ prompt_tokens: 100, completion_tokens: 20 }] }],
    ["texts with a point", { usage: { prompt_tokens: "100.0", completion_tokens: "20.0" } }],
    ["names in camels", { usage: { promptTokens: 100, completionTokens: 20 } }],
    ["Bedrock's names", { usage: { inputTokens: 100, outputTokens: 20 } }],
    ["Cohere's place", { usage: { tokens: { input_tokens: 100, output_tokens: 20 } } }],
    ["Gemini's names", { usage_metadata: { prompt_token_count: 100, candidates_token_count: 20 } }],
  ])("%s", async (_name, more) => {
    const { result } = await sent(whole({ ...completion({ content: EDIT }), ...more }));
    expect(result).toMatchObject({ answer: { usage: { promptTokens: 100, completionTokens: 20 } } });
    expect(result.status === "ok" && result.answer.usage?.estimated).toBeFalsy();
  });

  test("bytes, where a server counts what no window holds", async () => {
    const { result } = await sent(whole({ ...completion({ content: EDIT }), ...usage(1e15, 1e15) }));
    expect(result).toMatchObject({
      answer: { usage: { completionTokens: Buffer.byteLength(EDIT), estimated: true } },
    });
  });
});

describe("what is no answer is named:", () => {
  const failing = (status: number, message: string, more: object = {}, headers = {}): Answers =>
    whole({ error: { message, ...more } }, status, headers);
  test.each<[string, Answers, string, RegExp, number | null]>([
    ["choices that are null", whole({ ...WHOLE, choices: null }), "malformed", /it has no choices/, null],
    [
      "choices that are empty, in a stream",
      (call) => events(call, [{ ...WHOLE, choices: [] }]),
      "malformed",
      /it has no choices/,
      null,
    ],
    [
      "a broken event before the end",
      stream(`${data(halves)}data: {broken\n\n${data([chunk({}, "stop")])}`),
      "malformed",
      /not valid JSON/,
      null,
    ],
    [
      "Python in place of JSON",
      bytes("{'error': 'model overloaded'}"),
      "malformed",
      /it is no JSON, but {'error': 'model overloaded'}/,
      null,
    ],
    [
      "MiniMax's empty account",
      whole({ choices: null, base_resp: { status_code: 1008, status_msg: "insufficient balance" } }),
      "quota",
      /insufficient balance/,
      null,
    ],
    [
      "MiniMax's limit",
      whole({ choices: null, base_resp: { status_code: 1002, status_msg: "rate limit" } }),
      "rate-limited",
      /rate limit/,
      null,
    ],
    [
      "an error behind a reason of `null`",
      (call) => events(call, [chunk({ content: "Beg" }, "null"), { error: { message: "boom" } }]),
      "server",
      /boom/,
      null,
    ],
    [
      "a server without resources",
      whole(completion({ content: "" }, "insufficient_system_resource")),
      "server",
      /ended its answer with an error/,
      null,
    ],
    [
      "an error that is packed",
      bytes(gzipSync(JSON.stringify({ error: "load the model first" })), {}, 400),
      "rejected",
      /^400 load the model first/,
      null,
    ],
    ["413", failing(413, "Payload Too Large"), "too-long", /Payload/, null],
    ["402", failing(402, "insufficient funds"), "quota", /insufficient funds/, null],
    [
      "an account in arrears",
      failing(400, "Access denied, please make sure your account is in good standing.", {
        code: "Arrearage",
      }),
      "quota",
      /good standing/,
      null,
    ],
    ["529", failing(529, "Overloaded", { type: "overloaded_error" }), "server", /Overloaded/, null],
    ["499", failing(499, "client closed request"), "server", /closed/, null],
    ["405", whole({ detail: "Method Not Allowed" }, 405), "not-found", /Method Not Allowed/, null],
    [
      "301",
      ({ response }) => void response.writeHead(301, { location: "/v2/chat/completions" }).end(),
      "not-found",
      /redirects to .*\/v2\/chat\/completions: give its final address/,
      null,
    ],
    [
      "a circle of redirections",
      ({ response, request: { url } }) => void response.writeHead(307, { location: url }).end(),
      "not-found",
      /redirects to/,
      null,
    ],
    [
      "a redirection to nowhere",
      ({ response }) => void response.writeHead(308).end(),
      "not-found",
      /redirects to nowhere/,
      null,
    ],
    [
      "a pause in words",
      failing(429, "slow down", {}, { "retry-after": "30 seconds" }),
      "rate-limited",
      /slow/,
      30_000,
    ],
    [
      "a pause in the body",
      failing(429, "Too many requests", { retry_after: 12 }),
      "rate-limited",
      /Too many/,
      12_000,
    ],
    [
      "a pause of less than nothing",
      failing(429, "slow down", {}, { "retry-after": "-5" }),
      "rate-limited",
      /slow/,
      null,
    ],
    [
      "a pause that is over",
      failing(429, "slow down", {}, { "retry-after": "Wed, 21 Oct 2015 07:28:00 GMT" }),
      "rate-limited",
      /slow/,
      0,
    ],
    ["a limit without a word", bytes("", {}, 429), "rate-limited", /429 without a word/, null],
    ["a limit under a 403", failing(403, "API rate limit exceeded"), "rate-limited", /exceeded/, null],
  ])("%s", async (_name, answer, kind, words, retryAfterMs) => {
    const { result } = await sent(answer);
    expect(result).toMatchObject({ status: "failed", kind, retryAfterMs });
    expect(result.status === "failed" && result.message).toMatch(words);
  });

  test("an answer that unpacks to more than is read, though no header says that it is packed", async () => {
    const { result } = await sent(bytes(gzipSync(Buffer.alloc(40 << 20, " "))));
    expect(result).toMatchObject({ status: "failed", kind: "malformed" });
    expect(result.status === "failed" && result.message).toContain("it has more than 32 MiB");
  });

  test("a request that asks for more than a minute's limit is made smaller", async () => {
    const { result, bodies } = await sent((call) => {
      const wanted = Number(call.body.max_tokens) + 150;
      if (wanted <= 6000) return json(call, 200, WHOLE);
      const words = `Request too large for model \`m\` on tokens per minute (TPM): Limit 6000, Requested ${wanted}, please reduce your message size and try again.`;
      return json(call, call.number === 0 ? 413 : 429, {
        error: { message: words, type: "tokens", code: "rate_limit_exceeded" },
      });
    });
    expect(result).toMatchObject({ status: "ok", answer: { text: EDIT } });
    expect(bodies).toBe(2);
  });
});
