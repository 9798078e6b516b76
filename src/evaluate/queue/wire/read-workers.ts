import type { Redis } from "ioredis";
import { type Secret, unseal } from "./envelope.ts";
import type { QueueNames } from "./names.ts";
import { MOST, type WorkerStatus } from "./protocol.ts";

/** Connection and names by which a fleet's state is read. */
export interface FleetReader {
  readonly redis: Redis;
  readonly names: QueueNames;
  readonly secret: Secret;
}

/** Workers that showed themselves lately, sorted by their ids; those whose signature is wrong are left out. */
export async function readWorkers({ redis, names, secret }: FleetReader): Promise<readonly WorkerStatus[]> {
  const ids = (await redis.smembers(names.workers)).sort();
  if (ids.length === 0) return [];
  const texts = await redis.mget(ids.map(names.worker));
  const gone = ids.filter((_, index) => texts[index] === null);
  if (gone.length > 0) await redis.srem(names.workers, ...gone);
  return ids.flatMap((scope, index) => {
    const opened = unseal(secret, texts[index] ?? "", { kind: "worker", scope, mostBytes: MOST.worker });
    return opened.status === "ok" ? [JSON.parse(opened.body) as WorkerStatus] : [];
  });
}
