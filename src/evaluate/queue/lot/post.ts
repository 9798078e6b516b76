import { seal } from "../wire/envelope.ts";
import { FORGET, OPENED } from "../wire/scripts.ts";
import type { ResultNames } from "../wire/names.ts";
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
  /** Removes results at once. */
  remove(keys: readonly string[]): Promise<void>;
  /** Counts a text that cannot be trusted, and removes what lies under these keys. */
  refuse(keys: readonly string[], refusal: string): void;
  /** Takes keys off a text that holds nothing of theirs; it stays for those that it was found for. */
  unlink(keys: readonly string[]): void;
  takeDoubles(): Promise<readonly Double[]>;
  close(): Promise<void>;
}

/** A text, with the keys whose verdicts in it were not the first. */
type Double = readonly [text: string, keys: readonly string[]];

/** Opens a lot's side of the queue. */
export function createPost(hub: Hub, lot: Lot): Post {
  return new QueuePost(hub, lot);
}

class QueuePost implements Post {
  readonly #hub: Hub;
  readonly #name: string;
  readonly #queue: ReturnType<typeof openQueue>;
  readonly #results: ResultNames;
  readonly #doubles: string;
  #bundle: PackedBundle | null = null;
  #forgotten: string[] = [];

  constructor(hub: Hub, { id, queue: name }: Lot) {
    this.#hub = hub;
    this.#name = name;
    this.#queue = openQueue(hub, name);
    this.#results = hub.names.results(id);
    this.#doubles = hub.names.doubles(id);
  }

  async publish(lot: Lot, bundle: PackedBundle): Promise<void> {
    const { redis, names } = this.#hub;
    this.#bundle = bundle;
    await this.#layBundle(bundle);
    await redis.set(names.lot(this.#name), this.#sealed(lot), "PX", TIMES.gone);
    await redis.sadd(names.lots, this.#name);
    await redis.publish(names.wake, this.#name);
  }

  announce(lot: Lot): void {
    quietly(this.#announce(lot));
  }

  async send(id: string, parcel: Parcel): Promise<void> {
    const { redis, names, secret } = this.#hub;
    const open = this.#open(id);
    const text = seal(secret, "parcel", open, JSON.stringify(parcel));
    // before the parcel: a quick worker has it delivered before another word gets here
    quietly(redis.eval(OPENED, 1, names.open, open));
    try {
      await this.#queue.add("parcel", { text }, { jobId: id, removeOnComplete: true, removeOnFail: false });
      await redis.publish(names.wake, this.#name);
    } catch (error) {
      // what the server itself says, and not a connection that broke: it is full, or its disk is
      if (error instanceof Error && error.name === "ReplyError") this.#hub.note(refusalOf(error));
      throw error;
    }
  }

  async stateOf(id: string): Promise<"held" | "gone" | "failed"> {
    const state = await this.#queue.getJobState(id);
    if (state === "unknown") return "gone";
    if (state !== "failed") return "held";
    await this.#queue.remove(id);
    return "failed";
  }

  arrived(id: string): void {
    const { redis, names } = this.#hub;
    quietly(redis.zrem(names.open, this.#open(id), this.#open(`${id}-copy`)));
  }

  withdraw(id: string): void {
    const { redis, names } = this.#hub;
    quietly(redis.zrem(names.open, this.#open(id)));
    quietly(this.#queue.remove(id));
  }

  cancel(key: string): void {
    const { redis, names } = this.#hub;
    quietly(redis.publish(names.cancel, `${this.#name}/${key}`));
  }

  forget(key: string): void {
    if (this.#forgotten.push(key) > 1) return;
    setImmediate(() => {
      const keys = this.#forgotten;
      this.#forgotten = [];
      quietly(this.remove(keys));
    });
  }

  async remove(keys: readonly string[]): Promise<void> {
    const { keys: places, texts, counts } = this.#results;
    await this.#hub.redis.eval(FORGET, 3, places, texts, counts, ...keys);
  }

  refuse(keys: readonly string[], refusal: string): void {
    const { redis, names } = this.#hub;
    quietly(redis.hincrby(names.refused, `result ${refusal}`, 1));
    if (keys.length > 0) quietly(this.remove(keys));
  }

  unlink(keys: readonly string[]): void {
    quietly(this.#hub.redis.hdel(this.#results.keys, ...keys));
  }

  async takeDoubles(): Promise<readonly Double[]> {
    const { redis } = this.#hub;
    const texts = await redis.lrange(this.#doubles, 0, -1);
    if (texts.length > 0) await redis.ltrim(this.#doubles, texts.length, -1);
    return texts.flatMap((text) => doubleOf(text));
  }

  async close(): Promise<void> {
    // a queue that is away is left as it is: it forgets by itself
    if (this.#hub.isUp()) {
      const late = new Promise((resolve) => setTimeout(resolve, CLOSE_MS));
      await Promise.race([this.#leave().catch(() => {}), late]);
    }
    this.#queue.close().catch(() => {});
  }

  async #announce(lot: Lot): Promise<void> {
    const { redis, names } = this.#hub;
    const line = redis.pipeline().set(names.lot(this.#name), this.#sealed(lot), "PX", TIMES.gone);
    await line.sadd(names.lots, this.#name).exec();
    if (this.#bundle === null) return;
    const isThere = await redis.pexpire(names.bundle(this.#bundle.hash), TIMES.kept);
    // a server that keeps no file has started anew, or somebody cleared the queue away: workers to come need it
    if (isThere === 0) await this.#layBundle(this.#bundle);
  }

  async #layBundle({ hash, body }: PackedBundle): Promise<void> {
    const { redis, names, secret } = this.#hub;
    await redis.set(names.bundle(hash), seal(secret, "bundle", hash, body), "PX", TIMES.kept);
  }

  async #leave(): Promise<void> {
    const { redis, names } = this.#hub;
    const open = await redis.zrange(names.open, "0", "-1");
    const left = open.filter((member) => member.startsWith(`${this.#name}/`));
    if (left.length > 0) await redis.zrem(names.open, ...left);
    await redis.pipeline().del(names.lot(this.#name)).srem(names.lots, this.#name).exec();
    await this.#queue.obliterate({ force: true });
  }

  #sealed(lot: Lot): string {
    return seal(this.#hub.secret, "lot", this.#name, JSON.stringify(lot));
  }

  /** The name of a parcel among those that are open. */
  #open(id: string): string {
    return `${this.#name}/${id}`;
  }
}

function openQueue({ redis, names, drivers }: Hub, name: string) {
  const settings = { connection: redis, prefix: names.prefix, skipVersionCheck: true };
  const queue = new drivers.bullmq.Queue(name, settings);
  queue.on("error", () => {});
  return queue;
}

/** Words on a server that answers, and takes nothing. */
function refusalOf({ message }: Error): string {
  return `the queue takes no evaluations (${message}); the run waits and goes on by itself when it does`;
}

/** Leaves work alone whose failure, the connection being broken, a later comparison makes up for, or that does no harm. */
function quietly(work: Promise<unknown>): void {
  work.catch(() => {});
}

/** A text with its keys; nothing where somebody put something else there. */
function doubleOf(entry: string): readonly Double[] {
  try {
    const [text, keys] = JSON.parse(entry) as readonly unknown[];
    return typeof text === "string" && Array.isArray(keys) ? [[text, keys]] : [];
  } catch {
    return [];
  }
}

/** Longest farewell, milliseconds. */
const CLOSE_MS = 2_000;
