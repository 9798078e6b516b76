import { randomBytes } from "node:crypto";
import { hostname } from "node:os";
import { shortHash } from "../../core/index.ts";
import type { Backend, BackendSettings, OpenBackend } from "../backend.ts";
import { packBundle } from "./bundle/pack-bundle.ts";
import type { Hub, QueueOptions } from "./hub.ts";
import { closed } from "./lot/errors.ts";
import { JobLot } from "./lot/job-lot.ts";
import { connectRedis, loadDrivers } from "./wire/connect-redis.ts";
import { greet } from "./wire/greet.ts";
import { FLEET, queueNames } from "./wire/names.ts";
import { hostOf } from "./wire/queue-url.ts";
import { TIMES, type WorkerStatus } from "./wire/protocol.ts";
import { readWorkers } from "./wire/read-workers.ts";

/** A queue that backends are opened on. */
export interface QueueConnection {
  /** Opens a backend whose jobs workers carry out; waits until one of them can judge. */
  readonly open: OpenBackend;
  /** Closes the connection, when everything opened on it is closed. */
  close(): Promise<void>;
}

/**
 * Connects to a queue of evaluations (BullMQ on Redis).
 *
 * @throws GalapagosError `queue/drivers`, `queue/url`, `queue/refused`
 */
export async function connectQueue(options: QueueOptions): Promise<QueueConnection> {
  const drivers = await loadDrivers();
  const names = queueNames(options.fleet ?? FLEET);
  await greet(drivers, options.url, names);
  const note = createNotes(options);
  const host = hostOf(options.url);
  let isUp = true;
  const redis = connectRedis(drivers, options.url, {
    down(reason) {
      isUp = false;
      note(
        `the queue at ${host} does not answer (${reason}); the run waits and goes on by itself. Ctrl-C stops it, and loses nothing`,
      );
    },
    up() {
      isUp = true;
      note(`the queue at ${host} answers again`);
      for (const lot of lots.values()) lot.reconcile();
    },
  });
  const subscriber = connectRedis(drivers, options.url);
  let workers: readonly WorkerStatus[] = [];
  const listeners = new Map<string, (message: string) => void>();
  subscriber.on("message", (channel: string, message: string) => listeners.get(channel)?.(message));
  const hub: Hub = {
    ...{ drivers, redis, names, secret: options.secret, options, note },
    sitting: randomBytes(6).toString("hex"),
    isUp: () => isUp,
    workers: () => workers,
    look: () => look(),
    async listen(channel, listener) {
      listeners.set(channel, listener);
      await subscriber.subscribe(channel);
      return () => {
        listeners.delete(channel);
        subscriber.unsubscribe(channel).catch(() => {});
      };
    },
  };
  const lots = new Map<string, JobLot>();
  const giveUp = (): void => {
    for (const lot of lots.values()) lot.giveUp();
  };
  options.signal?.addEventListener("abort", giveUp, { once: true });
  const look = async (): Promise<void> => {
    // also finds out that a connection died without a word
    subscriber.ping().catch(() => {});
    ({ workers } = await readWorkers(hub));
    for (const lot of lots.values()) lot.tick();
  };
  const beat = setInterval(() => void look().catch(() => {}), TIMES.alive);
  const reconciling = setInterval(() => {
    for (const lot of lots.values()) lot.reconcile();
  }, TIMES.reconcile);

  return {
    async open(settings) {
      const bundle = await packBundle(settings.problem);
      const id = shortHash(JSON.stringify([options.label, hostname(), bundle.hash]));
      let lot = lots.get(id);
      if (lot === undefined) {
        lot = new JobLot(hub, { id, bundle, settings });
        lots.set(id, lot);
      }
      lot.users++;
      const mine = lot;
      const leave = async (): Promise<void> => {
        if (--mine.users > 0) return;
        lots.delete(id);
        await mine.close();
      };
      try {
        await mine.ready();
        // so that it knows its lanes
        await look().catch(() => {});
      } catch (error) {
        await leave();
        throw error;
      }
      return lend(mine, settings, leave);
    },
    async close() {
      clearInterval(beat);
      clearInterval(reconciling);
      options.signal?.removeEventListener("abort", giveUp);
      await Promise.all([...lots.values()].map((lot) => lot.close()));
      subscriber.disconnect();
      redis.disconnect();
    },
  };
}

/** Tells each message once, until another one is told. */
function createNotes({ onNote }: QueueOptions): (message: string) => void {
  let last = "";
  return (message) => {
    if (message === last) return;
    last = message;
    onNote?.(message);
  };
}

/** One user's view of a lot. */
function lend(lot: JobLot, { fresh }: BackendSettings, leave: () => Promise<void>): Backend {
  const closing = new AbortController();
  let left: Promise<void> | null = null;
  return {
    facts: lot.facts(),
    async evaluate(job, signal) {
      if (closing.signal.aborted) throw closed();
      const end = signal === undefined ? closing.signal : AbortSignal.any([closing.signal, signal]);
      return lot.evaluate(fresh === true ? { ...job, purpose: "verify" } : job, end);
    },
    recorded: (job) => lot.recorded(job),
    close() {
      closing.abort(closed());
      left ??= leave();
      return left;
    },
  };
}
