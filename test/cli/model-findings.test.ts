import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it } from "vitest";
import { modelFindings } from "../../src/run/models/model-findings.ts";

it("a model without its key is a finding among others: the doctor goes on with the next model", async () => {
  const settings = { model: "m", baseUrl: "http://127.0.0.1:9999/v1", keyVariable: "NO_SUCH_KEY_HERE" };
  expect(await modelFindings(settings, {}, AbortSignal.timeout(1000))).toEqual([
    {
      name: "model m",
      ok: false,
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
