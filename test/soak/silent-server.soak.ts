import { createServer } from "node:http";
import { expect, it } from "vitest";
import { createModelClients, defineModel, systemClock } from "../../src/llm/index.ts";

/** Beyond the five minutes after which Node's own HTTP client gives up on headers. */
const SILENCE_MS = 310_000;

it("a server that is silent for more than five minutes is heard out", async () => {
  let requests = 0;
  const server = createServer((request, response) => {
    requests++;
    request.resume();
    setTimeout(() => {
      response.setHeader("content-type", "application/json");
      const message = { role: "assistant", content: "at last" };
      response.end(JSON.stringify({ choices: [{ index: 0, message, finish_reason: "stop" }] }));
    }, SILENCE_MS);
  });
  server.requestTimeout = 0;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    const { port } = server.address() as { port: number };
    const model = defineModel({ model: "slow", baseUrl: `http://127.0.0.1:${port}/v1`, stream: false });
    const [client] = createModelClients([model], {}, systemClock);
    const request = { model: "slow", messages: [{ role: "user" as const, text: "Well?" }] };
    const end = await client?.send(request, new AbortController().signal);
    expect(JSON.stringify(end)).toContain("at last");
    expect(requests).toBe(1);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}, 400_000);
