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

/** The workers of a fleet: those that can be trusted, sorted by their ids, and the ids of those whose signature is another's. */
export interface FleetWorkers {
  readonly workers: readonly WorkerStatus[];
  readonly strangers: readonly string[];
}

/** Workers that showed themselves lately. */
export async function readWorkers({ redis, names, secret }: FleetReader): Promise<FleetWorkers> {
  const ids = (await redis.smembers(names.workers)).sort();
  if (ids.length === 0) return { workers: [], strangers: [] };
  const texts = await redis.mget(ids.map(names.worker));
  const gone = ids.filter((_, index) => texts[index] === null);
  if (gone.length > 0) await redis.srem(names.workers, ...gone);
  const workers: WorkerStatus[] = [];
  const strangers: string[] = [];
  for (const [index, scope] of ids.entries()) {
    const text = texts[index] ?? null;
    if (text === null) continue;
    const opened = unseal(secret, text, { kind: "worker", scope, mostBytes: MOST.worker });
    if (opened.status === "ok") workers.push(JSON.parse(opened.body) as WorkerStatus);
    else strangers.push(scope);
  }
  return { workers, strangers };
}

/** True where there is a worker other than these that takes parcels. */
export async function hasOthers(fleet: FleetReader, than: readonly string[]): Promise<boolean> {
  const { workers } = await readWorkers(fleet);
  return workers.some(
    ({ id, quarantine, draining }) => !than.includes(id) && quarantine === null && !draining,
  );
}
