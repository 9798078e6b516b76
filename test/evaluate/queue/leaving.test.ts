import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { fleetStatus } from "../../../src/evaluate/index.ts";
import { startProxy } from "../../support/cut-proxy.ts";
import { hasRedis, startRedis } from "../../support/redis.ts";
import { jobOf } from "../support/job.ts";
import { HONEST, sumProblem } from "../support/sum-problem.ts";
import { connect, SECRET, startWorker } from "./support.ts";

const problem = sumProblem();

/** Waits until the only worker has no parcel. */
async function untilIdle(url: string): Promise<void> {
  for (;;) {
    const { workers } = await fleetStatus({ url, secret: SECRET });
    if (workers[0]?.running.length === 0 && workers[0].done > 0) return;
    await sleep(50);
  }
}

it.skipIf(!hasRedis).each([
  ["when it has nothing to finish", async (url: string) => untilIdle(url)],
  ["when all that it judged is delivered", async () => {}],
])("a worker that is told to leave %s does not wait for a queue that is away", async (_name, settled) => {
  const redis = await startRedis();
  const proxy = await startProxy(redis.port);
  const queue = await connect(redis.url);
  const worker = startWorker(`redis://127.0.0.1:${proxy.port}`, { lanes: 1 });
  const backend = await queue.open({ problem, lanes: 1, unsafe: false, onRestart: () => {} });
  await backend.evaluate(jobOf(problem, { id: 1, source: HONEST }));
  await settled(redis.url);
  // the worker asks for parcels again, once a second at least, and gets no answer
  proxy.stall();
  await sleep(3_000);
  await redis.kill();
  while (!worker.notes.some((note) => note.includes("does not answer"))) await sleep(50);
  const ended = worker.stop().then(() => "it left");
  expect(await Promise.race([ended, sleep(60_000, "it waits", { ref: false })])).toBe("it left");
  await backend.close();
  await queue.close();
  await proxy.close();
});
