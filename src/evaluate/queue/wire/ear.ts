import type { Redis } from "ioredis";

/** A connection on which the queue tells what happens. */
export interface Ear {
  /** Has a channel listened to; answers with the end of it. */
  readonly listen: (channel: string, listener: (message: string) => void) => Promise<() => void>;
  /** Finds out that the connection died without a word. */
  ping(): void;
  close(): void;
}

/**
 * Listens on a connection of its own, since it can do nothing else then.
 *
 * @internal
 */
export function openEar(subscriber: Redis): Ear {
  const listeners = new Map<string, (message: string) => void>();
  subscriber.on("message", (channel: string, message: string) => listeners.get(channel)?.(message));
  return {
    async listen(channel, listener) {
      listeners.set(channel, listener);
      await subscriber.subscribe(channel);
      return () => {
        listeners.delete(channel);
        subscriber.unsubscribe(channel).catch(() => {});
      };
    },
    ping() {
      subscriber.ping().catch(() => {});
    },
    close: () => subscriber.disconnect(),
  };
}
