import { randomBytes } from "node:crypto";
import type { OpenBackend } from "../backend.ts";
import type { Hub, QueueOptions } from "./hub.ts";
import { createLots } from "./lot/lots.ts";
import { connectRedis, type LinkEvents, loadDrivers } from "./wire/connect-redis.ts";
import { openEar } from "./wire/ear.ts";
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
  const { url, secret, signal } = options;
  const drivers = await loadDrivers();
  const names = queueNames(options.fleet ?? FLEET);
  await greet(drivers, url, names);
  const note = createNotes(options);
  const lots = createLots();
  const link = createLink(url, note, () => lots.reconcile());
  const redis = connectRedis(drivers, url, link.events);
  const ear = openEar(connectRedis(drivers, url));
  let workers: readonly WorkerStatus[] = [];
  const hub: Hub = {
    ...{ drivers, redis, names, secret, options, note, isUp: link.isUp, listen: ear.listen },
    sitting: randomBytes(6).toString("hex"),
    workers: () => workers,
    async look() {
      ear.ping();
      ({ workers } = await readWorkers(hub));
      lots.tick();
    },
  };
  const giveUp = (): void => lots.giveUp();
  signal?.addEventListener("abort", giveUp, { once: true });
  const beat = setInterval(() => void hub.look().catch(() => {}), TIMES.alive);
  const reconciling = setInterval(() => lots.reconcile(), TIMES.reconcile);
  return {
    open: (settings) => lots.open(hub, settings),
    async close() {
      clearInterval(beat);
      clearInterval(reconciling);
      signal?.removeEventListener("abort", giveUp);
      await lots.close();
      ear.close();
      redis.disconnect();
    },
  };
}

/** Keeps whether the queue answers, and tells people when that changes. */
function createLink(
  url: string,
  note: (message: string) => void,
  onUp: () => void,
): { readonly events: LinkEvents; isUp(): boolean } {
  const host = hostOf(url);
  let isUp = true;
  return {
    isUp: () => isUp,
    events: {
      down(reason) {
        isUp = false;
        note(
          `the queue at ${host} does not answer (${reason}); the run waits and goes on by itself. Ctrl-C stops it, and loses nothing`,
        );
      },
      up() {
        isUp = true;
        note(`the queue at ${host} answers again`);
        onUp();
      },
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
