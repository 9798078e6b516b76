import { MessageChannel, type MessagePort, Worker } from "node:worker_threads";
import { siblingModule, threadEnvironment } from "../../core/index.ts";
import type { RunFacts } from "../../memory/index.ts";
import type { RunLocation } from "../../store/index.ts";

/** The task that the upkeep's thread is started with. */
export interface MemoryThreadTask {
  readonly location: RunLocation;
  readonly place: Omit<RunFacts, "island">;
  readonly store: MessagePort;
  /** One cell; 1 once nobody waits for what is under way. */
  readonly unwanted: Int32Array<SharedArrayBuffer>;
}

/** The upkeep of a run's memory, on a thread of its own, so that no island waits for it. */
export interface MemoryUpkeep {
  /** Every island stands at this border or beyond: its upkeep can be computed, and is due by the next one. */
  atBorder(epoch: number): void;
  close(): Promise<void>;
}

/**
 * Starts the thread at the first border. An island that finds a border's upkeep missing computes it itself,
 * to the same end; so whatever happens to the thread, the run goes on as it would.
 */
export function openMemoryUpkeep(
  task: Omit<MemoryThreadTask, "store" | "unwanted">,
  store: () => MessagePort,
): MemoryUpkeep {
  let worker: Worker | null = null;
  let orders: MessagePort | null = null;
  const unwanted = new Int32Array(new SharedArrayBuffer(4));
  const start = (): MessagePort => {
    const { port1, port2 } = new MessageChannel();
    const port = store();
    worker = new Worker(siblingModule(import.meta.url, "./memory-thread"), {
      workerData: { ...task, store: port, orders: port2, unwanted },
      transferList: [port, port2],
      execArgv: [],
      env: threadEnvironment(process.env),
    });
    worker.on("error", () => {});
    return port1;
  };
  return {
    atBorder(epoch) {
      orders ??= start();
      orders.postMessage(epoch);
    },
    async close() {
      if (worker === null) return;
      const ended = new Promise<void>((resolve) => worker?.once("exit", () => resolve()));
      orders?.postMessage(null);
      // ended by force while it unpacks what it reads, a thread takes the whole process along (Node 24: "close before init")
      const patience = setTimeout(() => Atomics.store(unwanted, 0, 1), CLOSE_MS);
      await ended;
      clearTimeout(patience);
    },
  };
}

/**
 * Upkeep that is under way when a run ends is not waited for any longer, milliseconds: the next sitting
 * computes it.
 */
const CLOSE_MS = 1000;
