import type { Redis, RedisOptions } from "ioredis";
import { GalapagosError } from "../../../core/index.ts";
import { hostOf, isRedisUrl } from "./queue-url.ts";

/** Packages that a queue needs, loaded only where there is one. */
export interface QueueDrivers {
  readonly bullmq: typeof import("bullmq");
  readonly Redis: typeof Redis;
}

/**
 * Loads BullMQ and its client.
 *
 * @throws GalapagosError `queue/drivers` where they are not installed
 */
export async function loadDrivers(): Promise<QueueDrivers> {
  try {
    const [bullmq, { Redis }] = await Promise.all([import("bullmq"), import("ioredis")]);
    return { bullmq, Redis };
  } catch (cause) {
    throw new GalapagosError("a queue needs the packages bullmq and ioredis, which are not installed here", {
      code: "queue/drivers",
      hint: "Type: npm install bullmq@6.7.0 ioredis@6.0.0",
      cause,
    });
  }
}

/** Told when the server cannot be reached, and when it can again. */
export interface LinkEvents {
  /** Also when the first connection fails, after a second. */
  readonly down: (reason: string) => void;
  readonly up: () => void;
}

/**
 * Opens a connection that reconnects for ever and waits meanwhile. Resolves at once; commands wait for the
 * server.
 *
 * @throws GalapagosError `queue/url` where the address is none
 */
export function connectRedis({ Redis }: QueueDrivers, url: string, events?: LinkEvents): Redis {
  if (!isRedisUrl(url)) {
    throw new GalapagosError(`expected the address of a queue, got ${JSON.stringify(hostOf(url))}`, {
      code: "queue/url",
      hint: "write redis://host:6379, or rediss://user:password@host:6380 with TLS",
    });
  }
  const redis = new Redis(url, OPTIONS);
  let reason = "it closed the connection";
  let isDown = false;
  const goDown = (): void => {
    // one that was closed by us has ended a moment later
    if (isDown || redis.status === "end") return;
    isDown = true;
    events?.down(reason);
  };
  redis.on("error", (error: Error) => {
    reason = error.message;
  });
  redis.on("close", () => setImmediate(goDown));
  redis.on("ready", () => {
    if (isDown) events?.up();
    isDown = false;
  });
  return redis;
}

/** Commands wait while the server is away; it is tried again within half a second. */
const OPTIONS = {
  maxRetriesPerRequest: null,
  connectTimeout: 5_000,
  retryStrategy: (times: number) => Math.min(50 * times, 500),
  // a connection that died without a word is noticed
  keepAlive: 5_000,
  socketTimeout: 20_000,
} satisfies RedisOptions;
