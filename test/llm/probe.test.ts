import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, test } from "vitest";
import {
  createModelClient,
  defineModel,
  type ModelSettings,
  probeModel,
  sendAdapting,
  systemClock,
} from "../../src/llm/index.ts";
import { editRequest, never, standIn } from "./support.ts";

const clientOf = (baseUrl: string, settings: Partial<ModelSettings> = {}) =>
  createModelClient(
    defineModel({ model: "stand-in", baseUrl, keyVariable: null, ...settings }),
    null,
    systemClock,
  );

/** A server of our own making: answers what `reply` says, and keeps the bodies it got. */
async function strange(reply: (body: Record<string, unknown>) => { status: number; body: unknown }) {
  const bodies: Record<string, unknown>[] = [];
  const server = createServer(async (request, response) => {
    let text = "";
    for await (const chunk of request) text += chunk;
    const body = JSON.parse(text) as Record<string, unknown>;
    bodies.push(body);
    const { status, body: answer } = reply(body);
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    bodies,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const completion = {
  id: "1",
  object: "chat.completion",
  model: "local",
  choices: [{ index: 0, message: { role: "assistant", content: "hello" }, finish_reason: "stop" }],
};
const rejected = (message: string) => ({
  status: 400,
  body: { error: { message, type: "invalid_request_error" } },
});

describe("probe", () => {
  test.each(["chat", "responses"] as const)("two calls say what works (%s)", async (api) => {
    await using server = await standIn();
    const result = await probeModel(clientOf(server.url, { api }), () => performance.now(), never);
    expect(result).toMatchObject({ status: "ok", api, streaming: true, usage: true, servedBy: "stand-in" });
    expect(result).toMatchObject({
      tools: "works",
      json: true,
      secondTurn: "works",
      learnt: [],
      replyTokens: 32768,
    });
    expect(server.totals().requests).toBe(2);
  });

  test("a server without tools, JSON and usage is asked once more and described", async () => {
    await using server = await strange((body) =>
      "tools" in body ? rejected("tools are not supported") : { status: 200, body: completion },
    );
    const result = await probeModel(clientOf(server.url, { stream: false }), () => 0, never);
    expect(result).toMatchObject({
      status: "ok",
      tools: "ignored",
      json: false,
      secondTurn: "not-tried",
      usage: false,
      streaming: false,
    });
    expect(result.status === "ok" && result.learnt).toEqual([
      "tools are described and called in words (400 tools are not supported)",
      expect.stringContaining("does not say how many tokens"),
    ]);
    expect(server.bodies).toHaveLength(2);
  });

  test("a failure is handed on", async () => {
    await using server = await standIn({ key: "the-key-12345" });
    const result = await probeModel(clientOf(server.url), () => 0, never);
    expect(result).toMatchObject({ status: "failed", failure: { kind: "credentials" } });
  });
});

describe("servers that differ", () => {
  test("nothing is sent that was not asked for", async () => {
    await using server = await strange(() => ({ status: 200, body: completion }));
    await clientOf(server.url, { stream: false }).send(editRequest("m"), never);
    await clientOf(server.url, {
      stream: false,
      parameters: { temperature: 0.7, reasoningEffort: "low", seed: 3, maxTokens: 100 },
      extraBody: { top_k: 5 },
    }).send({ ...editRequest("m"), parameters: { temperature: 1 } }, never);
    expect(server.bodies.map(({ messages: _, ...rest }) => rest)).toEqual([
      { model: "stand-in", max_tokens: 32768, stream: false },
      {
        model: "stand-in",
        max_tokens: 100,
        temperature: 1,
        reasoning_effort: "low",
        seed: 3,
        stream: false,
        top_k: 5,
      },
    ]);
  });

  test("a rejected name of the token limit is corrected once and for all", async () => {
    await using server = await strange((body) =>
      "max_tokens" in body
        ? rejected(
            "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
          )
        : { status: 200, body: completion },
    );
    const client = clientOf(server.url, { stream: false });
    for (let call = 0; call < 2; call++) {
      expect(await sendAdapting(client, editRequest("m"), never)).toMatchObject({
        status: "ok",
        answer: { text: "hello", usage: { estimated: true } },
      });
    }
    expect(server.bodies.map((body) => "max_completion_tokens" in body)).toEqual([false, true, true]);
  });

  test("a server that rejects everything is not asked for ever", async () => {
    await using server = await strange(() =>
      rejected("max_tokens and max_completion_tokens and stream_options are unsupported"),
    );
    expect(await sendAdapting(clientOf(server.url), editRequest("m"), never)).toMatchObject({
      status: "failed",
      kind: "rejected",
    });
    expect(server.bodies).toHaveLength(3);
  });

  test.each([
    [
      {
        status: 429,
        body: { error: { message: "You exceeded your current quota", code: "insufficient_quota" } },
      },
      "quota",
    ],
    [{ status: 402, body: { error: { message: "Insufficient credits" } } }, "quota"],
    [
      { status: 400, body: { error: { message: "This model's maximum context length is 8192 tokens" } } },
      "too-long",
    ],
    [
      {
        status: 400,
        body: {
          error: {
            code: 400,
            message: "the request exceeds the available context size",
            type: "exceed_context_size_error",
          },
        },
      },
      "too-long",
    ],
    [{ status: 422, body: { detail: "temperature must be positive" } }, "rejected"],
    [{ status: 404, body: { error: { message: 'model "x" not found, try pulling it first' } } }, "not-found"],
    [{ status: 503, body: { error: { message: "Loading model" } } }, "server"],
    [{ status: 200, body: { error: { message: "upstream failed", code: 502 } } }, "server"],
    [{ status: 200, body: [] }, "malformed"],
    [{ status: 200, body: "text" }, "malformed"],
    [{ status: 200, body: { choices: [null] } }, "malformed"],
  ])("%j is %s", async (answer, kind) => {
    await using server = await strange(() => answer);
    const client = clientOf(server.url, { stream: false });
    expect(await sendAdapting(client, editRequest("m"), never)).toMatchObject({ status: "failed", kind });
  });

  test("a message from a server is one printable line", async () => {
    await using server = await strange(() => rejected(`\u001b[31mred\u0007\n${"x".repeat(900)}`));
    const result = await clientOf(server.url, { stream: false }).send(editRequest("m"), never);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: their absence is the point
    expect(result.status === "failed" && /[\u0000-\u001f]/.test(result.message)).toBe(false);
    expect(result.status === "failed" && result.message.length).toBe(300);
  });
});
