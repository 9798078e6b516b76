import type { Backend, OpenBackend } from "../backend.ts";
import { connectQueue, type QueueConnection } from "./connect-queue.ts";
import type { QueueOptions } from "./hub.ts";

/**
 * Backends whose jobs workers carry out: they share one connection, opened with the first of them and closed
 * with the last.
 */
export function queueBackend(options: QueueOptions): OpenBackend {
  let users = 0;
  let connection: Promise<QueueConnection> | null = null;
  const leave = async (): Promise<void> => {
    if (--users > 0) return;
    const closing = connection;
    connection = null;
    await (await closing)?.close();
  };
  return async (settings) => {
    users++;
    connection ??= connectQueue(options);
    try {
      return leaving(await (await connection).open(settings), leave);
    } catch (error) {
      await leave().catch(() => {});
      throw error;
    }
  };
}

/** A backend that says when it is closed. */
function leaving(backend: Backend, leave: () => Promise<void>): Backend {
  let closing: Promise<void> | null = null;
  return {
    ...backend,
    close() {
      closing ??= backend.close().then(leave);
      return closing;
    },
  };
}
