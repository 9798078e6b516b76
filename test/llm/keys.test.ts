import { afterEach, describe, expect, test, vi } from "vitest";
import {
  createModelClient,
  createRedactor,
  defineModel,
  proxyHint,
  readKey,
  systemClock,
} from "../../src/llm/index.ts";
import { completion, error, json, type OddCall, startOddServer } from "../support/odd-server.ts";
import { editRequest, never } from "./support.ts";

const KEY = "sk-test+/=5d4c3b2a19087f6e";

describe("a key is taken out of a text", () => {
  const redact = createRedactor([KEY]);
  const within = (between: string): string => [...KEY].join(between);
  test.each([
    ["as it is", KEY],
    ["twice", `${KEY} and ${KEY}`],
    ["encoded for an address", encodeURIComponent(KEY)],
    ["in Base64", Buffer.from(KEY).toString("base64")],
    ["through zero-width blanks", within("\u200b")],
    ["through soft hyphens", within("\u00ad")],
    ["through joiners and variation selectors", within("\u034f\ufe0f\u2060")],
    ["through control characters", within("\u0001\u001b")],
    ["through tags and overrides", within("\u{e0061}\u202e")],
    ["through lone surrogates", within("\ud800")],
    ["through combining marks", within("\u0301")],
    ["broken over lines", within("\n ")],
    ["Base64 through zero-width blanks", [...Buffer.from(KEY).toString("base64")].join("\u200b")],
  ])("%s", (_name, hidden) => {
    const clean = redact(`before ${hidden} after`);
    expect(clean).toMatch(/^before (?:\[key\](?: and )?)+ after$/);
    expect(clean.replace(/[^\w+/=-]/g, "")).not.toContain("5d4c3b2a");
  });

  test("what is no key stays byte for byte", () => {
    const text = "sk-test+/=5d4c3b2a19087f6 \u200b\u00ad é\n";
    expect(redact(text)).toBe(text);
    expect(createRedactor(["ollama"])("ask ollama")).toBe("ask ollama");
  });
});

describe("what a server hears and says", () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  test("headers from the environment go to no other host, and do not take the key's place", async () => {
    vi.stubEnv("OPENAI_CUSTOM_HEADERS", "Authorization: Bearer other-secret-1\nX-Secret: other-secret-2");
    vi.stubEnv("OPENAI_ORG_ID", "org-secret-3");
    vi.stubEnv("OPENAI_PROJECT_ID", "proj-secret-4");
    vi.stubEnv("OPENAI_API_KEY", "sk-secret-5");
    const heard: string[] = [];
    await using server = await startOddServer((call) => {
      heard.push(JSON.stringify(call.request.headers));
      json(call, 200, completion({ content: "Done." }));
    });
    const model = defineModel({ id: "m", model: "odd", baseUrl: server.url, keyVariable: null });
    for (const key of [KEY, null])
      await createModelClient(model, key, systemClock).send(editRequest("m"), never);
    expect(heard.join()).not.toContain("secret");
    expect(heard.map((headers) => JSON.parse(headers).authorization)).toEqual([`Bearer ${KEY}`, undefined]);
  });

  test.each<[string, (call: OddCall, hidden: string) => void]>([
    ["an answer", (call, hidden) => json(call, 200, completion({ content: hidden }))],
    [
      "a tool call",
      (call, hidden) =>
        json(
          call,
          200,
          completion({ tool_calls: [{ id: hidden, function: { name: "x", arguments: hidden } }] }),
        ),
    ],
    [
      "a field that goes back",
      (call, hidden) =>
        json(call, 200, completion({ content: "", reasoning_content: hidden, [hidden]: hidden })),
    ],
    ["an error", (call, hidden) => json(call, 400, error(`no such key: ${hidden}`))],
    ["an error in a 200", (call, hidden) => json(call, 200, { error: { message: hidden } })],
  ])(
    "a key that comes back in %s, parted by hidden characters, is nowhere in what the client gives",
    async (_name, answer) => {
      await using server = await startOddServer((call) => answer(call, [...KEY].join("\u200b")));
      const model = defineModel({
        id: "m",
        model: "odd",
        baseUrl: server.url,
        keyVariable: null,
        parameters: { maxTokens: 1 },
      });
      const result = await createModelClient(model, KEY, systemClock).send(editRequest("m"), never);
      expect(JSON.stringify(result).replace(/[^\w+/=-]/g, "")).not.toContain("5d4c3b2a");
    },
  );
});

test.each([
  ["https://example.org/v1", true],
  ["http://localhost:8080/v1", true],
  ["http://127.0.0.1:8080/v1", true],
  ["http://127.1.2.3/v1", true],
  ["http://[::1]:8080/v1", true],
  ["http://api.openai.com/v1", false],
  ["http://192.168.1.5:8000/v1", false],
  ["http://localhost.example.org/v1", false],
  ["http://127.0.0.1.example.org/v1", false],
])("a key may travel to %s: %s", (baseUrl, may) => {
  const model = defineModel({ model: "m", baseUrl, keyVariable: "MY_KEY" });
  if (may) expect(readKey(model, { MY_KEY: KEY })).toBe(KEY);
  else
    expect(() => readKey(model, { MY_KEY: KEY })).toThrow(
      /expected https or this machine, since MY_KEY would be readable/,
    );
  // without a key there is nothing to read
  expect(readKey({ ...model, keyVariable: null }, { MY_KEY: KEY })).toBeNull();
});

test("a key that would travel in the open is kept, and what to do instead is said", () => {
  const model = defineModel({
    id: "m",
    model: "m",
    baseUrl: "http://10.0.0.5:8000/v1",
    keyVariable: "MY_KEY",
  });
  expect(() => readKey(model, { MY_KEY: KEY })).toThrow(
    expect.objectContaining({
      message:
        'Model "m" is at http://10.0.0.5:8000/v1: expected https or this machine, since MY_KEY would be readable on the way.',
      hint: 'Use https, or a tunnel to this machine (ssh -L 8000:localhost:8000 …); a server that asks for no key takes "keyVariable": null.',
    }),
  );
});

test("a proxy that is not used is hinted at", () => {
  expect(proxyHint({})).toBe("");
  expect(proxyHint({ HTTPS_PROXY: "http://p:3128" })).toBe(
    "HTTPS_PROXY is set, and is used with NODE_USE_ENV_PROXY=1",
  );
  expect(proxyHint({ HTTPS_PROXY: "http://p:3128", NODE_USE_ENV_PROXY: "1" })).toBe("");
});
