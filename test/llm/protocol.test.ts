import { describe, expect, test } from "vitest";
import { createModelClient, defineModel, type ModelSettings, systemClock } from "../../src/llm/index.ts";
import { applyEdit, EDIT_FORMATS } from "../../src/edits/index.ts";
import { editRequest, never, PROGRAM, standIn } from "./support.ts";

const wires: readonly Pick<ModelSettings, "api" | "stream">[] = [
  { api: "chat", stream: true },
  { api: "chat", stream: false },
  { api: "responses", stream: true },
  { api: "responses", stream: false },
];

function clientOf(url: string, settings: Partial<ModelSettings>, key: string | null = null) {
  return createModelClient(
    defineModel({ model: "stand-in", baseUrl: url, keyVariable: null, ...settings }),
    key,
    systemClock,
  );
}

describe.each(wires)("over $api, streaming $stream", (wire) => {
  test.each(EDIT_FORMATS)("the stand-in answers with a %s that applies", async (format) => {
    await using server = await standIn();
    const result = await clientOf(server.url, wire).send(editRequest("m", PROGRAM, format), never);
    if (result.status === "failed") throw new Error(result.message);
    expect(result.answer).toMatchObject({ finishReason: "stop", refusal: null, servedBy: "stand-in" });
    expect(applyEdit(PROGRAM, result.answer.text, { format })).toMatchObject({ status: "applied" });
  });

  test("usage is what the server charged", async () => {
    await using server = await standIn();
    const result = await clientOf(server.url, wire).send(editRequest("m"), never);
    const { chargedPromptTokens, chargedCompletionTokens } = server.totals();
    expect(result).toMatchObject({
      status: "ok",
      answer: { usage: { promptTokens: chargedPromptTokens, completionTokens: chargedCompletionTokens } },
    });
  });

  test("a tool call comes with its name and arguments, and its result goes back", async () => {
    await using server = await standIn();
    const client = clientOf(server.url, wire);
    const finish = {
      name: "finish",
      description: "Ends the work.",
      parameters: { type: "object", properties: { summary: { type: "string" } }, required: ["summary"] },
    };
    const request = { ...editRequest("m"), tools: [finish] };
    const first = await client.send(request, never);
    if (first.status === "failed") throw new Error(first.message);
    expect(first.answer.finishReason).toBe("tool-calls");
    const [call] = first.answer.toolCalls;
    expect(call?.name).toBe("finish");
    expect(JSON.parse(call?.arguments ?? "")).toEqual({ summary: "local change" });
    const messages = [
      ...request.messages,
      { role: "assistant", text: "", toolCalls: first.answer.toolCalls } as const,
      { role: "tool", toolCallId: call?.id ?? "", text: "done" } as const,
    ];
    const second = await client.send({ ...request, messages, toolChoice: "none", tools: [] }, never);
    expect(second).toMatchObject({ status: "ok", answer: { finishReason: "stop" } });
  });

  test.each([
    ["malformed", "malformed"],
    ["emptyChoices", "malformed"],
    ["cut", "cut"],
    ["serverError", "server"],
    ["rateLimited", "rate-limited"],
  ] as const)("%s is told apart", async (fault, kind) => {
    await using server = await standIn({ faults: { [fault]: 1 }, retryAfterSeconds: 7 });
    const result = await clientOf(server.url, wire).send(editRequest("m"), never);
    expect(result).toMatchObject({ status: "failed", kind });
    if (result.status === "failed") {
      expect(result.retryAfterMs).toBe(fault === "rateLimited" ? 7000 : null);
      expect(result.mayBeCharged).toBe(fault === "malformed" || fault === "emptyChoices" || fault === "cut");
    }
  });

  test("a refusal, an empty and a truncated answer are answers", async () => {
    await using refusing = await standIn({ faults: { refusal: 1 } });
    const refused = await clientOf(refusing.url, wire).send(editRequest("m"), never);
    if (refused.status === "failed") throw new Error(refused.message);
    expect(refused.answer.refusal ?? refused.answer.text).toContain("can't help");
    await using silent = await standIn({ faults: { empty: 1 } });
    const empty = await clientOf(silent.url, wire).send(editRequest("m"), never);
    expect(empty).toMatchObject({ status: "ok", answer: { text: "", finishReason: "stop" } });
    await using short = await standIn({ faults: { truncated: 1 } });
    const cut = await clientOf(short.url, wire).send(editRequest("m"), never);
    expect(cut).toMatchObject({ status: "ok", answer: { finishReason: "length" } });
  });

  test("a slow answer runs into the model's time limit, an abort into the signal", async () => {
    await using server = await standIn({ faults: { slow: 1 }, slowMs: 2000 });
    const late = await clientOf(server.url, { ...wire, timeoutMs: 60 }).send(editRequest("m"), never);
    expect(late).toMatchObject({ status: "failed", kind: "timeout", mayBeCharged: true });
    const aborted = await clientOf(server.url, wire).send(editRequest("m"), AbortSignal.timeout(60));
    expect(aborted).toMatchObject({ status: "failed", kind: "aborted" });
  });
});

test("a wrong key is a failure that says so without the key", async () => {
  await using server = await standIn({ key: "right-key-123456" });
  const wrong = await clientOf(server.url, {}, "wrong-key-654321").send(editRequest("m"), never);
  expect(wrong).toMatchObject({ status: "failed", kind: "credentials", httpStatus: 401 });
  expect(JSON.stringify(wrong)).not.toContain("wrong-key-654321");
  const right = await clientOf(server.url, {}, "right-key-123456").send(editRequest("m"), never);
  expect(right.status).toBe("ok");
});

test("without a key no authorization header is sent, and a wrong path is named", async () => {
  await using server = await standIn({ key: "right-key-123456" });
  const none = await clientOf(server.url, {}).send(editRequest("m"), never);
  expect(none).toMatchObject({ status: "failed", kind: "credentials" });
  expect(none.status === "failed" && none.message).toContain("none");
  await using open = await standIn();
  const lost = await clientOf(`${open.url}/v2`, {}).send(editRequest("m"), never);
  expect(lost).toMatchObject({ status: "failed", kind: "not-found" });
});

test("nobody listening is a connection failure that cost nothing", async () => {
  const server = await standIn();
  await server.close();
  const result = await clientOf(server.url, {}).send(editRequest("m"), never);
  expect(result).toMatchObject({ status: "failed", kind: "connection", mayBeCharged: false });
});

test("Retry-After as a date is understood", async () => {
  await using server = await standIn({
    faults: { rateLimited: 1 },
    retryAfterSeconds: 30,
    retryAfterAsDate: true,
  });
  const result = await clientOf(server.url, {}).send(editRequest("m"), never);
  const wait = result.status === "failed" ? result.retryAfterMs : null;
  expect(wait).toBeGreaterThan(27_000);
  expect(wait).toBeLessThanOrEqual(30_000);
});

test("the same request gets the same answer, another one another", async () => {
  await using server = await standIn();
  const client = clientOf(server.url, {});
  const text = async (note: string) => {
    const result = await client.send(editRequest("m", PROGRAM, "search-replace", note), never);
    return result.status === "ok" ? result.answer.text : result.message;
  };
  expect(await text("a")).toBe(await text("a"));
  expect(await text("a")).not.toBe(await text("b"));
});
