import { seal } from "../wire/envelope.ts";
import { type Lot, type Parcel, TIMES } from "../wire/protocol.ts";
import type { Hub } from "../hub.ts";
import type { PackedBundle } from "../bundle/pack-bundle.ts";

/** A lot's side of the queue: everything that it says there. */
export interface Post {
  /** Makes the lot known, with its bundle. */
  publish(lot: Lot, bundle: PackedBundle): Promise<void>;
  /** Says that the lot is still there. */
  announce(lot: Lot): void;
  send(id: string, parcel: Parcel): Promise<void>;
  /** Where a parcel is: with the queue or a worker, nowhere, or given up after too many silent workers. */
  stateOf(id: string): Promise<"held" | "gone" | "failed">;
  /** Notes that all of a parcel has come. */
  arrived(id: string): void;
  /** Takes a parcel back that nobody wants. */
  withdraw(id: string): void;
  /** Tells workers to drop an evaluation. */
  cancel(key: string): void;
  /** Removes a result that is on record, or that is never asked for again. */
  forget(key: string): void;
  /** Counts a result that cannot be trusted, and removes it where it lies under a key. */
  refuse(key: string | null, refusal: string): void;
  takeDoubles(): Promise<readonly (readonly [key: string, text: string])[]>;
  close(): Promise<void>;
}

/** Opens a lot's side of the queue. */
export function createPost(hub: Hub, { id: lotId, queue: name }: Lot): Post {
  const { redis, names, secret, drivers } = hub;
  const queue = new drivers.bullmq.Queue(name, {
    connection: redis,
    prefix: names.prefix,
    skipVersionCheck: true,
  });
  queue.on("error", () => {});
  const [results, doubles] = [names.results(lotId), names.doubles(lotId)];
  let bundleKey = "";
  let forgotten: string[] = [];
  /** Work whose failure, the connection being broken, a later comparison makes up for, or that does no harm. */
  const quietly = (work: Promise<unknown>): void => void work.catch(() => {});
  const open = (id: string): string => `${name}/${id}`;

  return {
    async publish(lot, { hash, body }) {
      bundleKey = names.bundle(hash);
      await redis.set(bundleKey, seal(secret, "bundle", hash, body), "PX", TIMES.kept);
      await redis.set(names.lot(name), seal(secret, "lot", name, JSON.stringify(lot)), "PX", TIMES.gone);
      await redis.sadd(names.lots, name);
      await redis.publish(names.wake, name);
    },
    announce(lot) {
      const text = seal(secret, "lot", name, JSON.stringify(lot));
      const line = redis.pipeline().set(names.lot(name), text, "PX", TIMES.gone).sadd(names.lots, name);
      quietly(line.pexpire(bundleKey, TIMES.kept).exec());
    },
    async send(id, parcel) {
      const text = seal(secret, "parcel", open(id), JSON.stringify(parcel));
      await queue.add("parcel", { text }, { jobId: id, removeOnComplete: true, removeOnFail: false });
      await redis.pipeline().zadd(names.open, Date.now(), open(id)).publish(names.wake, name).exec();
    },
    async stateOf(id) {
      const state = await queue.getJobState(id);
      if (state === "unknown") return "gone";
      if (state !== "failed") return "held";
      await queue.remove(id);
      return "failed";
    },
    arrived: (id) => quietly(redis.zrem(names.open, open(id), open(`${id}-copy`))),
    withdraw(id) {
      quietly(redis.zrem(names.open, open(id)));
      quietly(queue.remove(id));
    },
    cancel: (key) => quietly(redis.publish(names.cancel, `${name}/${key}`)),
    forget(key) {
      if (forgotten.push(key) > 1) return;
      setImmediate(() => {
        const keys = forgotten;
        forgotten = [];
        quietly(redis.hdel(results, ...keys));
      });
    },
    refuse(key, refusal) {
      const line = redis.pipeline().hincrby(names.refused, `result ${refusal}`, 1);
      quietly((key === null ? line : line.hdel(results, key)).exec());
    },
    async takeDoubles() {
      const texts = await redis.lrange(doubles, 0, -1);
      if (texts.length > 0) await redis.ltrim(doubles, texts.length, -1);
      return texts.flatMap((text) => pairOf(text));
    },
    async close() {
      // a queue that is away is left as it is: it forgets by itself
      if (hub.isUp()) {
        const leave = async (): Promise<void> => {
          const left = (await redis.zrange(names.open, "0", "-1")).filter((member) =>
            member.startsWith(`${name}/`),
          );
          if (left.length > 0) await redis.zrem(names.open, ...left);
          await redis.pipeline().del(names.lot(name)).srem(names.lots, name).exec();
          await queue.obliterate({ force: true });
        };
        await Promise.race([
          leave().catch(() => {}),
          new Promise((resolve) => setTimeout(resolve, CLOSE_MS)),
        ]);
      }
      queue.close().catch(() => {});
    },
  };
}

/** A key with its text; nothing where somebody put something else there. */
function pairOf(text: string): readonly (readonly [string, string])[] {
  try {
    const [key, value] = JSON.parse(text) as readonly unknown[];
    return typeof key === "string" && typeof value === "string" ? [[key, value]] : [];
  } catch {
    return [];
  }
}

/** Longest farewell, milliseconds. */
const CLOSE_MS = 2_000;
