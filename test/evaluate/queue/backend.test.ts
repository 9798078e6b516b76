import { setTimeout as sleep } from "node:timers/promises";
import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { BackendSettings } from "../../../src/evaluate/backend.ts";
import { hasRedis, startRedis, type TestRedis } from "../../support/redis.ts";
import { backendContract } from "../backend-contract.ts";
import { fleetStatus, purgeFleet } from "../../../src/evaluate/index.ts";
import { evaluationKey } from "../../../src/evaluate/queue/evaluation-key.ts";
import { jobOf } from "../support/job.ts";
import { sumProblem } from "../support/sum-problem.ts";
import { connect, SECRET, startWorker, type TestWorker } from "./support.ts";

describe.skipIf(!hasRedis)("with redis-server", () => {
  let redis: TestRedis;
  let worker: TestWorker;
  let queue: Awaited<ReturnType<typeof connect>>;
  let raw: Redis;
  const problem = sumProblem();
  const settings: BackendSettings = { problem, lanes: 1, unsafe: false, onRestart: () => {} };
  const source = "export function solve() { return 7; }";
  beforeAll(async () => {
    redis = await startRedis();
    worker = startWorker(redis.url);
    queue = await connect(redis.url);
    raw = new Redis(redis.url);
  });
  afterAll(async () => {
    raw.disconnect();
    await queue.close();
    await worker.stop();
    await redis.kill();
  });

  backendContract("a queue with a worker on this machine", (settings: BackendSettings) =>
    queue.open(settings),
  );

  it("tells a run at once what another of its name has had judged", async () => {
    const told = new Set<string>();
    const subscriber = new Redis(redis.url);
    const job = jobOf(problem, { id: 1, source });
    subscriber.on("pmessage", (_pattern, channel, message) => {
      if (message.includes(evaluationKey(job))) told.add(channel);
    });
    await subscriber.psubscribe("*:done:*");
    const other = await connect(redis.url);
    const backends = [await queue.open(settings), await other.open(settings)];
    const verdicts = [];
    for (const backend of backends) verdicts.push(await backend.evaluate(job));
    expect(verdicts[1]).toEqual(verdicts[0]);
    expect(told.size).toBe(2);
    await Promise.all(backends.map((backend) => backend.close()));
    await other.close();
    subscriber.disconnect();
  });

  it("says that the server is full, and goes on when it has room", async () => {
    const backend = await queue.open(settings);
    await raw.config("SET", "maxmemory", "1");
    const verdict = backend.evaluate(jobOf(problem, { id: 2, source: `${source}\n` }));
    while (!queue.notes.some((note) => /takes no evaluations \(OOM .*goes on by itself/.test(note)))
      await sleep(20);
    await raw.config("SET", "maxmemory", "0");
    expect(await verdict).toMatchObject({ status: "ok" });
    await backend.close();
  });

  it("hands its problem to workers that come after the server lost everything", async () => {
    const fleet = "emptied";
    const run = await connect(redis.url, { fleet });
    const first = startWorker(redis.url, { fleet });
    const backend = await run.open(settings);
    await first.stop();
    await raw.flushall();
    const second = startWorker(redis.url, { fleet });
    expect(await backend.evaluate(jobOf(problem, { id: 3, source }))).toMatchObject({ status: "ok" });
    await backend.close();
    await run.close();
    await second.stop();
  });

  it("names what another program keeps there under its names, and a server that only copies, before anybody waits", async () => {
    await raw.set("{galapagos:taken}:lots", "mine");
    const taken = { fleet: "taken" };
    const address = { url: redis.url, secret: SECRET, fleet: "taken" };
    const refusal = { code: "queue/refused", hint: expect.stringContaining("galapagos queue purge") };
    await expect(connect(redis.url, taken)).rejects.toMatchObject(refusal);
    await expect(startWorker(redis.url, taken).stop()).rejects.toMatchObject(refusal);
    await expect(fleetStatus(address)).rejects.toThrow(
      /got: WRONGTYPE other things under \{galapagos:taken}:lots$/,
    );
    expect(await purgeFleet(address, true)).toEqual({ lots: 0, texts: 1 });
    await raw.replicaof("127.0.0.1", 1);
    await expect(fleetStatus(address)).rejects.toThrow(/^expected to be let in by the queue at .*READONLY/);
    await raw.replicaof("NO", "ONE");
    expect(await fleetStatus(address)).toMatchObject({ lots: [] });
  });
});
