import { afterAll, beforeAll, describe } from "vitest";
import type { BackendSettings } from "../../../src/evaluate/backend.ts";
import { hasRedis, startRedis, type TestRedis } from "../../support/redis.ts";
import { backendContract } from "../backend-contract.ts";
import { connect, startWorker, type TestWorker } from "./support.ts";

describe.skipIf(!hasRedis)("with redis-server", () => {
  let redis: TestRedis;
  let worker: TestWorker;
  let queue: Awaited<ReturnType<typeof connect>>;
  beforeAll(async () => {
    redis = await startRedis();
    worker = startWorker(redis.url);
    queue = await connect(redis.url);
  });
  afterAll(async () => {
    await queue.close();
    await worker.stop();
    await redis.kill();
  });

  backendContract("a queue with a worker on this machine", (settings: BackendSettings) =>
    queue.open(settings),
  );
});
