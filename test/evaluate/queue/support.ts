import { randomBytes } from "node:crypto";
import {
  connectQueue,
  type QueueConnection,
  type QueueOptions,
  runWorker,
  type WorkerOptions,
} from "../../../src/evaluate/index.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

/** The secret of all tests' queues. */
export const SECRET = Buffer.from(randomBytes(32).toString("hex"));

/** A worker in this process; its programs run in processes of their own. */
export interface TestWorker {
  readonly notes: string[];
  /** Drains it. */
  stop(): Promise<void>;
}

/** Starts a worker in this process. */
export function startWorker(url: string, options: Partial<WorkerOptions> = {}): TestWorker {
  const notes: string[] = [];
  const abort = new AbortController();
  const ended = runWorker({
    ...{ url, secret: SECRET, lanes: 2, levels: [1, 2, 3], cache: temporaryFolder("bundles"), unsafe: false },
    onNote: (message) => notes.push(message),
    ...options,
    signal: abort.signal,
  });
  return {
    notes,
    async stop() {
      abort.abort();
      await ended;
    },
  };
}

/** Connects to a queue, and keeps what it says. */
export async function connect(
  url: string,
  options: Partial<QueueOptions> = {},
): Promise<QueueConnection & { readonly notes: string[] }> {
  const notes: string[] = [];
  const queue = await connectQueue({
    url,
    secret: SECRET,
    label: "test",
    onNote: (message) => notes.push(message),
    ...options,
  });
  return { ...queue, notes };
}
