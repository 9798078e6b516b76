import { describe, expect, test } from "vitest";
import {
  createModelClient,
  createRedactor,
  defineModel,
  sendAdapting,
  systemClock,
} from "../../src/llm/index.ts";
import { chunk, completion, error, events, json, startOddServer, text } from "../support/odd-server.ts";
import { never } from "./support.ts";

/** Texts of 10⁵ signs on which careless patterns take minutes. */
const LONG = 100_000;
const texts: readonly (readonly [string, string])[] = [
  ["blanks", " ".repeat(LONG)],
  ["blank lines", " \n".repeat(LONG / 2)],
  ["quotes", '"'.repeat(LONG)],
  ["braces", "{".repeat(LONG)],
  ["brackets and quotes", '[{"'.repeat(LONG / 3)],
  ["opening tags", "<think>".repeat(LONG / 7)],
  ["closing tags", "</think>\n".repeat(LONG / 9)],
  ["calls that never end", '<tool_call>{"a":'.repeat(LONG / 16)],
  ["functions that never end", "<function=edit><parameter=".repeat(LONG / 26)],
  ["markers of lists", "[TOOL_CALLS][".repeat(LONG / 13)],
  ["channels", "<|channel|>commentary to=functions.edit ".repeat(LONG / 40)],
  ["fences", "```\n".repeat(LONG / 4)],
  ["digits", "1".repeat(LONG)],
  ["digits and commas", "1,".repeat(LONG / 2)],
  ["angles", "<".repeat(LONG)],
  ["the word context", "context ".repeat(LONG / 8)],
  ["the word retry", "retry in 1".repeat(LONG / 10)],
  ["backslashes", "\\".repeat(LONG)],
  ["escaped quotes", '\\"'.repeat(LONG / 2)],
  ["the word exceed", "exceed".repeat(LONG / 6)],
  ["blanks before an angle", `${" ".repeat(LONG)}<`],
  ["names of thinking", "<think ".repeat(LONG / 7)],
  ["calls in Python", 'edit(a="'.repeat(LONG / 8)],
  ["actions", "Action: edit\n".repeat(LONG / 13)],
  ["ends of turns", "<|im_end|>".repeat(LONG / 10)],
  ["ends of turns and a sign", `${"</s> ".repeat(LONG / 5)}x`],
];

const TOOL = { name: "edit", description: "Edits.", parameters: { type: "object", properties: {} } };
const request = { model: "m", messages: [{ role: "user", text: "Hello." } as const], tools: [TOOL] };

async function timeOf(answer: Parameters<typeof startOddServer>[0]): Promise<number> {
  await using server = await startOddServer(answer);
  const model = defineModel({
    id: "m",
    model: "odd",
    baseUrl: server.url,
    keyVariable: null,
    parameters: { maxTokens: 1 },
  });
  const client = createModelClient(model, "a-key-of-some-length", systemClock);
  const { user: before } = process.cpuUsage();
  await sendAdapting(client, request, never);
  return (process.cpuUsage().user - before) / 1000;
}

describe.each(texts)("%s", (_name, hostile) => {
  test.each([
    ["as an answer", (call) => json(call, 200, completion({ content: hostile }))],
    [
      "as an answer in pieces",
      (call) =>
        events(
          call,
          (hostile.match(/[\s\S]{1,500}/g) ?? []).map((content) => chunk({ content })),
        ),
    ],
    [
      "as arguments of a call",
      (call) =>
        json(
          call,
          200,
          completion({ tool_calls: [{ id: "a", function: { name: "edit", arguments: hostile } }] }),
        ),
    ],
    ["as an error's words", (call) => json(call, 400, error(hostile))],
    ["as a page", (call) => text(call, 200, "text/html", `<html>${hostile}`)],
    ["as events", (call) => text(call, 200, "text/event-stream", hostile)],
  ] satisfies [string, Parameters<typeof startOddServer>[0]][])(
    "%s takes no more than a moment",
    async (_way, answer) => {
      expect(await timeOf(answer)).toBeLessThan(2000);
    },
  );
});

test("a key is looked for in linear time", () => {
  const redact = createRedactor(["aaaaaaaaaaaaaaaa"]);
  const { user: before } = process.cpuUsage();
  redact("a\u200b".repeat(LONG / 2));
  redact(`${"aaaaaaaaaaaaaaa".repeat(LONG / 15)}b`);
  redact(`a${" ".repeat(LONG)}`.repeat(3));
  expect((process.cpuUsage().user - before) / 1000).toBeLessThan(1000);
});
