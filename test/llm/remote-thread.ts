/** A thread that makes calls through the main thread's gateway. */
import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import { connectGateway } from "../../src/llm/index.ts";
import { editRequest, PROGRAM } from "./support.ts";

const { port, calls, abortAfterMs } = workerData as {
  port: MessagePort;
  calls: number;
  abortAfterMs: number | null;
};
const gateway = connectGateway(port);
const signal = abortAfterMs === null ? new AbortController().signal : AbortSignal.timeout(abortAfterMs);
const ends = await Promise.all(
  Array.from({ length: calls }, (_each, step) =>
    gateway.call(
      editRequest("m", PROGRAM, "search-replace", `${step}`),
      { island: 1, step, purpose: "execute", attempt: 0 },
      signal,
    ),
  ),
);
parentPort?.postMessage({
  ends: ends.map((end) => (end.status === "ok" ? "ok" : end.kind)),
  settled: gateway.ledger().settled.requests,
  environment: Object.keys(process.env).filter((name) => /KEY/.test(name)),
});
