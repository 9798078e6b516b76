import type { Redis } from "ioredis";
import type { QueueDrivers } from "./wire/connect-redis.ts";
import type { QueueNames } from "./wire/names.ts";

/**
 * Clears away what runs left that died: their queues, and what counts as open. Answers with the queues of
 * lots that are gone.
 *
 * @param isLeft - says of a lot that has shown no sign of life lately whether it is to be cleared away
 */
export async function sweepLots(
  fleet: { readonly redis: Redis; readonly names: QueueNames; readonly drivers: QueueDrivers },
  isLeft: (queue: string) => boolean,
): Promise<readonly string[]> {
  const { redis, names, drivers } = fleet;
  const queues = (await redis.smembers(names.lots)).sort();
  if (queues.length === 0) return [];
  const texts = await redis.mget(queues.map(names.lot));
  const gone = queues.filter((_, index) => texts[index] === null);
  for (const name of gone.filter(isLeft)) await clearQueue(redis, names, drivers, name);
  return gone;
}

/** Removes a queue with all its parcels; results stay until they are fetched, or for a day. */
export async function clearQueue(
  redis: Redis,
  names: QueueNames,
  { bullmq }: QueueDrivers,
  name: string,
): Promise<void> {
  const queue = new bullmq.Queue(name, { connection: redis, prefix: names.prefix, skipVersionCheck: true });
  queue.on("error", () => {});
  try {
    await queue.obliterate({ force: true });
    const open = (await redis.zrange(names.open, "0", "-1")).filter((member) =>
      member.startsWith(`${name}/`),
    );
    if (open.length > 0) await redis.zrem(names.open, ...open);
    await redis.pipeline().srem(names.lots, name).del(names.lot(name)).exec();
  } finally {
    await queue.close();
  }
}
