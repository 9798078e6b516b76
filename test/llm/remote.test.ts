import { once } from "node:events";
import { MessageChannel, Worker } from "node:worker_threads";
import { expect, test } from "vitest";
import { connectGateway, serveGateway } from "../../src/llm/index.ts";
import { editRequest, gatewayTo, never, standIn } from "./support.ts";

async function onThread(url: string, calls: number, abortAfterMs: number | null) {
  const { gateway } = gatewayTo(url);
  const { port1, port2 } = new MessageChannel();
  serveGateway(gateway, port1);
  const worker = new Worker(new URL("./remote-thread.ts", import.meta.url), {
    workerData: { port: port2, calls, abortAfterMs },
    transferList: [port2],
    env: {},
  });
  const [report] = (await once(worker, "message")) as [
    { ends: string[]; settled: number; environment: string[] },
  ];
  await worker.terminate();
  return { ...report, ledger: gateway.ledger() };
}

test("a thread makes its calls through the main thread's gateway and sees the ledger", async () => {
  await using server = await standIn();
  const report = await onThread(server.url, 12, null);
  expect(report.ends).toEqual(Array.from({ length: 12 }, () => "ok"));
  expect(report.settled).toBe(12);
  expect(report.environment).toEqual([]);
});

test("an abort on the thread ends the call on the main thread", async () => {
  await using server = await standIn({ faults: { slow: 1 }, slowMs: 5000 });
  const report = await onThread(server.url, 3, 200);
  expect(report.ends).toEqual(["aborted", "aborted", "aborted"]);
  expect(report.ledger.held.requests).toBe(0);
});

test("when the main side goes away, waiting and later calls are refused", async () => {
  const { port1, port2 } = new MessageChannel();
  const gateway = connectGateway(port2);
  const key = { island: 0, step: 1, purpose: "plan", attempt: 0 };
  const call = gateway.call(editRequest("m"), key, never);
  port1.close();
  await expect(call).rejects.toMatchObject({ code: "llm/closed" });
  await expect(gateway.call(editRequest("m"), key, never)).rejects.toMatchObject({ code: "llm/closed" });
});
