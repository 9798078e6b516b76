import { setTimeout as sleep } from "node:timers/promises";
import type { Worker } from "bullmq";
import { expect, it } from "vitest";
import type { Lot } from "../../../src/evaluate/queue/wire/protocol.ts";
import { type LotTools, ServedLot } from "../../../src/evaluate/queue/worker/served-lot.ts";
import { startProxy } from "../../support/cut-proxy.ts";
import { hasRedis, startRedis } from "../../support/redis.ts";
import { jobOf } from "../support/job.ts";
import { HONEST, sumProblem } from "../support/sum-problem.ts";
import { connect, startWorker } from "./support.ts";

const problem = sumProblem();

it("a question for parcels that the queue does not answer ends with the signal", async () => {
  const silent = { getNextJob: () => new Promise(() => {}) } as unknown as Worker;
  const lot = new ServedLot({} as Lot, silent, {} as LotTools, 0);
  const abort = new AbortController();
  const taking = lot.take("token", abort.signal);
  abort.abort(new Error("the queue is away"));
  await expect(taking).rejects.toThrow("the queue is away");
});

it.skipIf(!hasRedis)(
  "a worker that is told to leave when all that it judged is delivered does not wait for a queue that is away",
  async () => {
    const redis = await startRedis();
    const proxy = await startProxy(redis.port);
    const queue = await connect(redis.url);
    const worker = startWorker(`redis://127.0.0.1:${proxy.port}`, { lanes: 1 });
    const backend = await queue.open({ problem, lanes: 1, unsafe: false, onRestart: () => {} });
    await backend.evaluate(jobOf(problem, { id: 1, source: HONEST }));
    // the word that the parcel is done gets no answer
    proxy.stall();
    await sleep(1_000);
    await redis.kill();
    while (!worker.notes.some((note) => note.includes("does not answer"))) await sleep(50);
    const ended = worker.stop().then(() => "it left");
    expect(await Promise.race([ended, sleep(60_000, "it waits", { ref: false })])).toBe("it left");
    await backend.close();
    await queue.close();
    await proxy.close();
  },
);
