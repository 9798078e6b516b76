import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it } from "vitest";
import { modelFindings } from "../../src/run/models/model-findings.ts";
import { completion, error, json, type OddCall, startOddServer } from "../support/odd-server.ts";

it("a model without its key is a finding among others: the doctor goes on with the next model", async () => {
  const settings = { model: "m", baseUrl: "http://127.0.0.1:9999/v1", keyVariable: "NO_SUCH_KEY_HERE" };
  expect(await modelFindings(settings, {}, AbortSignal.timeout(1000))).toEqual([
    {
      name: "model m",
      ok: false,
      exitCode: 3,
      fact: 'Model "m" needs a key, and NO_SUCH_KEY_HERE is not set.',
      hint: expect.stringContaining("export NO_SUCH_KEY_HERE="),
    },
  ]);
});

it("the name that a server answers with cannot drive a terminal", async () => {
  const message = { role: "assistant", content: "hello" };
  const body = JSON.stringify({
    ...{ id: "1", object: "chat.completion", model: "m\u001b[2J\nok      forged" },
    choices: [{ index: 0, message, finish_reason: "stop" }],
  });
  const server = createServer((_, response) => {
    response.writeHead(200, { "content-type": "application/json" }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
    const settings = { model: "m", baseUrl, keyVariable: null, stream: false };
    const [answer] = await modelFindings(settings, {}, AbortSignal.timeout(10_000));
    expect(answer?.fact).toMatch(/^answers as m\[2J ok forged in /);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

/** Findings about a server that calls a tool in this way, and meets the turn after it in that. */
async function toolFindings(values: string, after: (call: OddCall) => void) {
  await using server = await startOddServer((call) => {
    const isAfter = (call.body.messages as { role: string }[]).some(({ role }) => role === "tool");
    const [tool] = (call.body.tools as { function: { name: string } }[] | undefined) ?? [];
    if (isAfter) after(call);
    else if (tool === undefined) json(call, 200, completion({ content: "hello" }));
    else {
      const called = { id: "a", type: "function", function: { name: tool.function.name, arguments: values } };
      json(call, 200, completion({ tool_calls: [called] }, "tool_calls"));
    }
  });
  const settings = { model: "m", baseUrl: server.url, keyVariable: null, stream: false };
  const findings = await modelFindings(settings, {}, AbortSignal.timeout(10_000));
  return findings.filter(({ name }) => /arguments|after/.test(name));
}

it("arguments that are not what was asked for, and a server that stops after a tool's result, are told with what to do", async () => {
  const advice = "run with: --executor chat";
  const refused = (call: OddCall) => json(call, 400, error("the conversation ends here"));
  expect(await toolFindings('{"other":1}', refused)).toEqual([
    { name: "  JSON arguments", ok: false, fact: "not what was asked for", hint: advice },
    {
      name: "  after a tool's result",
      ok: false,
      fact: "rejected: 400 the conversation ends here",
      hint: advice,
    },
  ]);
});

it.each([
  [
    401,
    "credentials",
    "check the key's environment variable (keyVariable in the model's settings; no key goes to an address whose settings name none), and that the account may use this model",
  ],
  [404, "not-found", "check the model's name and the address, which usually ends in /v1"],
  [402, "quota", "the account has no money left"],
  [451, "rejected", "the server answered with 451"],
])("the doctor has an advice for %i", async (status, kind, hint) => {
  await using server = await startOddServer((call) => json(call, status, error("It must be so")));
  const settings = { model: "m", baseUrl: server.url, keyVariable: null };
  expect(await modelFindings(settings, {}, AbortSignal.timeout(10_000))).toEqual([
    { name: "model m", ok: false, exitCode: 3, fact: `${kind}: ${status} It must be so`, hint },
  ]);
});

it("the doctor says what a run has to do without, and how", async () => {
  await using server = await startOddServer((call) => json(call, 200, completion({ content: "Hello." })));
  const settings = { model: "m", baseUrl: server.url, keyVariable: null };
  const findings = await modelFindings(settings, {}, AbortSignal.timeout(10_000));
  expect(findings).toEqual(
    expect.arrayContaining([
      {
        ...{ name: "  tools", ok: false, fact: "ignored" },
        hint: "run with: --executor chat --set directed.planTools=0",
      },
      {
        ...{ name: "  usage", ok: false, fact: "not reported" },
        hint: "every byte is counted as a token, some four times as many as there are: mind the budget",
      },
    ]),
  );
});
