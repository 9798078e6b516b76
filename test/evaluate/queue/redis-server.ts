import { Redis } from "ioredis";
import { afterAll, beforeAll } from "vitest";
import { startRedis, type TestRedis } from "../../support/redis.ts";

/** A server for the tests of a group, and a client that says to it what anybody might; both from before the first test to after the last. */
export function useRedis(): { readonly redis: TestRedis; readonly raw: Redis } {
  let redis: TestRedis;
  let raw: Redis;
  beforeAll(async () => {
    redis = await startRedis();
    raw = new Redis(redis.url);
  });
  afterAll(async () => {
    raw.disconnect();
    await redis.kill();
  });
  return {
    get redis() {
      return redis;
    },
    get raw() {
      return raw;
    },
  };
}
