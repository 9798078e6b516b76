import { setTimeout as sleep } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import {
  GalapagosError,
  openPort,
  type Port,
  siblingModule,
  threadEnvironment,
  threadWire,
} from "../../core/index.ts";

/** The functions of the thread that reads pages. */
export type PageService = {
  /** The data of a run's page as compressed JSON. */
  readonly read: (of: { readonly folder: string; readonly word: string }) => Uint8Array;
};

/** The errors of a conversation with that thread. */
export const PAGE_ERRORS = {
  closed: (): GalapagosError =>
    new GalapagosError("the thread that reads runs has ended", { code: "dashboard/reader" }),
  unknown: { code: "dashboard/reader" },
} as const;

/** Reads pages on a thread of its own; equal questions that wait are asked once. */
export interface PageReader {
  read(folder: string, word: string): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** The longest that a page is waited for when the reader closes, milliseconds. */
const CLOSE_MS = 10_000;

/** A reader whose thread starts with the first question. */
export function createPageReader(): PageReader {
  let thread: { readonly worker: Worker; readonly port: Port<PageService> } | null = null;
  const open = (): Port<PageService> => {
    if (thread === null) {
      const worker = new Worker(siblingModule(import.meta.url, "./page-thread"), {
        execArgv: [],
        env: threadEnvironment(process.env),
      });
      worker.on("error", () => {
        thread = null;
      });
      thread = { worker, port: openPort(threadWire(worker), PAGE_ERRORS) };
    }
    return thread.port;
  };
  const asked = new Map<string, Promise<Uint8Array>>();
  return {
    read(folder, word) {
      const waiting = asked.get(folder);
      if (waiting !== undefined) return waiting;
      const answer = open()
        .call("read", { folder, word })
        .finally(() => asked.delete(folder));
      asked.set(folder, answer);
      return answer;
    },
    async close() {
      // ended by force while it packs a page, a thread takes the whole process along (Node 24: "close before init")
      await Promise.race([Promise.allSettled(asked.values()), sleep(CLOSE_MS, null, { ref: false })]);
      await thread?.worker.terminate();
    },
  };
}
