import type { Redis } from "ioredis";
import { connectRedis, loadDrivers, type QueueDrivers } from "./wire/connect-redis.ts";
import { foreignNames, greet, refusalOf } from "./wire/greet.ts";
import { type Secret, seal, unseal } from "./wire/envelope.ts";
import { FLEET, type QueueNames, queueNames } from "./wire/names.ts";
import { DRAIN, type Lot, MOST, type WorkerStatus } from "./wire/protocol.ts";
import { readWorkers } from "./wire/read-workers.ts";
import { clearQueue } from "./sweep.ts";
import { GalapagosError } from "../../core/index.ts";
import { hostOf } from "./wire/queue-url.ts";

/** Whose queue is looked at. */
export interface FleetAddress {
  readonly url: string;
  readonly secret: Secret;
  /** @defaultValue "galapagos" */
  readonly fleet?: string;
}

/** A run on a queue, as its keepers see it. */
interface LotStatus {
  readonly label: string;
  readonly host: string;
  readonly queue: string;
  readonly weight: number;
  /** False for one whose run shows no sign of life any more. */
  readonly alive: boolean;
  /** Parcels that wait, and those that workers have. */
  readonly waiting: number;
  readonly active: number;
  /** Age of the oldest open parcel, seconds; `null` where none is open. */
  readonly oldestSeconds: number | null;
}

/** All of a queue at one moment. */
export interface FleetStatus {
  readonly workers: readonly WorkerStatus[];
  /** Ids of workers whose secret is another one, so that they get no work. */
  readonly strangers: readonly string[];
  readonly lots: readonly LotStatus[];
  /** Refusals by what was refused and why, since the last purge. */
  readonly refused: { readonly [what: string]: number };
  /** The server's durability: it must drop nothing, and write every command to its file. */
  readonly server: { readonly version: string; readonly policy: string; readonly appendOnly: boolean };
}

/** Looks at a queue. */
export function fleetStatus(address: FleetAddress): Promise<FleetStatus> {
  return withFleet(address, async (fleet) => {
    const { redis, names } = fleet;
    const [{ workers, strangers }, [seconds = 0], queues, open, refused] = await Promise.all([
      readWorkers(fleet),
      redis.time(),
      redis.smembers(names.lots),
      redis.zrange(names.open, "0", "-1", "WITHSCORES"),
      redis.hgetall(names.refused),
    ]);
    // by the server's clock, which also wrote when they were sent
    const ages = agesOf(open, Number(seconds));
    const lots = await Promise.all(
      queues.sort().map((queue) => lotStatus(fleet, queue, ages.get(queue) ?? null)),
    );
    const counts = Object.entries(refused).map(([what, count]) => [what, Number(count)] as const);
    return {
      workers,
      strangers,
      lots,
      refused: Object.fromEntries(counts),
      server: await serverFacts(redis),
    };
  });
}

/** Tells all workers to leave when what they run is finished; answers with their ids. */
export function drainFleet(address: FleetAddress): Promise<readonly string[]> {
  return withFleet(address, async (fleet) => {
    const ids = (await readWorkers(fleet)).workers.map(({ id }) => id);
    await fleet.redis.publish(fleet.names.notes, seal(fleet.secret, "note", DRAIN, JSON.stringify(ids)));
    return ids;
  });
}

/**
 * Clears away what runs left that are gone; `all`: everything, also of runs that go on, which then send anew
 * what they wait for. Answers with the number of lots, and of texts, that were removed.
 */
export function purgeFleet(
  address: FleetAddress,
  all: boolean,
): Promise<{ readonly lots: number; readonly texts: number }> {
  const clear = async ({ redis, names, drivers }: Fleet): Promise<{ lots: number; texts: number }> => {
    const foreign = all ? await foreignNames(redis, names) : [];
    if (foreign.length > 0) await redis.unlink(...foreign);
    const queues = await redis.smembers(names.lots);
    const alive = queues.length === 0 ? [] : await redis.mget(queues.map(names.lot));
    const doomed = queues.filter((_, index) => all || alive[index] === null);
    for (const queue of doomed) await clearQueue(redis, names, drivers, queue);
    const texts = all ? await removeTexts(redis, names) : 0;
    return { lots: doomed.length, texts: texts + foreign.length };
  };
  return withFleet(address, clear, { asItIs: all });
}

interface Fleet {
  readonly redis: Redis;
  readonly names: QueueNames;
  readonly secret: Secret;
  readonly drivers: QueueDrivers;
}

/**
 * Gives a queue to `use`, where it answers soon.
 *
 * @param asItIs - whatever lies there, and whether or not one may write
 */
async function withFleet<T>(
  { url, secret, fleet = FLEET }: FleetAddress,
  use: (fleet: Fleet) => Promise<T>,
  { asItIs = false } = {},
): Promise<T> {
  const drivers = await loadDrivers();
  const names = queueNames(fleet);
  const away = await greet(drivers, url, asItIs ? null : names);
  if (away !== null) throw unreachable(url, away);
  let reason = "no answer";
  const redis = connectRedis(drivers, url);
  redis.on("error", (error: Error) => {
    reason = error.message;
  });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(unreachable(url, reason)), LOOK_MS);
  });
  try {
    const answered = redis.ping().then(() => use({ redis, names, secret, drivers }));
    answered.catch(() => {});
    return await Promise.race([answered, late]);
  } catch (error) {
    throw refusalOf(url, error) ?? error;
  } finally {
    clearTimeout(timer);
    redis.disconnect();
  }
}

/** Milliseconds a look at a queue may take; on a busy machine a server that is there needs seconds. */
const LOOK_MS = 15_000;

function unreachable(url: string, reason: string): GalapagosError {
  return new GalapagosError(`expected a Redis server at ${hostOf(url)}, got: ${reason}`, {
    code: "queue/unreachable",
    hint: "start one: redis-server --appendonly yes --maxmemory-policy noeviction",
  });
}

async function lotStatus(
  { redis, names, secret, drivers }: Fleet,
  name: string,
  oldestSeconds: number | null,
): Promise<LotStatus> {
  const text = await redis.get(names.lot(name));
  const opened = unseal(secret, text ?? "", { kind: "lot", scope: name, mostBytes: MOST.lot });
  const lot = opened.status === "ok" ? (JSON.parse(opened.body) as Lot) : null;
  const queue = new drivers.bullmq.Queue(name, {
    connection: redis,
    prefix: names.prefix,
    skipVersionCheck: true,
  });
  queue.on("error", () => {});
  try {
    const counts = await queue.getJobCounts("waiting", "prioritized", "active");
    return {
      ...{ queue: name, label: lot?.label ?? "", host: lot?.host ?? "", weight: lot?.weight ?? 1 },
      alive: lot !== null,
      waiting: (counts.waiting ?? 0) + (counts.prioritized ?? 0),
      active: counts.active ?? 0,
      oldestSeconds,
    };
  } finally {
    await queue.close();
  }
}

/** Age of the oldest open parcel of each queue, seconds. */
function agesOf(open: readonly string[], nowSeconds: number): ReadonlyMap<string, number> {
  const ages = new Map<string, number>();
  for (let i = 0; i + 1 < open.length; i += 2) {
    const queue = (open[i] ?? "").split("/")[0] ?? "";
    if (!ages.has(queue)) ages.set(queue, Math.max(0, nowSeconds - Number(open[i + 1])));
  }
  return ages;
}

async function serverFacts(redis: Redis): Promise<FleetStatus["server"]> {
  const info = await redis.info();
  const field = (name: string): string => new RegExp(`^${name}:(.*)$`, "m").exec(info)?.[1]?.trim() ?? "";
  return {
    version: field("redis_version"),
    policy: field("maxmemory_policy"),
    appendOnly: field("aof_enabled") === "1",
  };
}

async function removeTexts(redis: Redis, names: QueueNames): Promise<number> {
  let removed = 0;
  const patterns = [
    names.bundle("*"),
    ...Object.values(names.results("*")),
    names.doubles("*"),
    names.archipelago("*"),
    names.refused,
    names.open,
  ];
  for (const pattern of patterns) {
    // braces mean nothing in patterns
    for await (const keys of redis.scanStream({ match: pattern, count: 100 }) as AsyncIterable<string[]>) {
      if (keys.length > 0) removed += await redis.unlink(...keys);
    }
  }
  return removed;
}
