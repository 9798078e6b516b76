import { MessageChannel, type MessagePort } from "node:worker_threads";
import { GalapagosError } from "../core/index.ts";
import { refuseNetworkFolder } from "./file-system.ts";
import type { StoreWriter } from "./records.ts";
import type { RunLocation } from "./run-location.ts";
import { type RunLock, lockRun } from "./run-lock.ts";
import { storeError } from "./store-error.ts";
import { connectStoreWriter } from "./writer-client.ts";
import { leaveWriterThread, takeWriterThread } from "./writer-threads.ts";

/** How a store is opened. */
export interface StoreOptions {
  /** Make the database when it is missing; `false` when a run is resumed. @defaultValue true */
  readonly create?: boolean;
  /**
   * The run's lock, when the caller holds it already; otherwise the store takes it and gives it back at
   * `close()`.
   */
  readonly lock?: RunLock;
}

/** The main thread's handle of a run's record: the writer thread and the ports to it. */
export interface Store extends StoreWriter {
  /** The run's place, as given. */
  readonly location: RunLocation;
  /**
   * A new port to the writer, to be transferred to another thread and given to `connectStoreWriter` there.
   */
  port(): MessagePort;
  /** Resolves when everything that the writer has received is on disk. */
  flush(): Promise<void>;
  /**
   * Commits what was received, folds the log into `run.db` and leaves the thread to the next store. Further
   * writes reject. Idempotent.
   */
  close(): Promise<void>;
}

/**
 * Opens the record of a run for writing, on a dedicated thread, under the run's lock.
 *
 * @param location - its folder must exist
 * @throws GalapagosError `run/locked`, `run/missing`, `run/newer`, `store/*`
 */
export async function openStore(location: RunLocation, options: StoreOptions = {}): Promise<Store> {
  const { folder } = location;
  refuseNetworkFolder(folder);
  const lock = options.lock ?? lockRun(folder);
  const release = (): void => {
    if (!options.lock) lock.release();
  };
  const thread = takeWriterThread();
  const { control, crash } = thread;
  try {
    await control.call("open", { folder, create: options.create ?? true });
  } catch (error) {
    await thread.end();
    release();
    throw storeError(crash() ?? error, folder);
  }
  let closing: Promise<void> | null = null;

  const port = (): MessagePort => {
    if (closing) throw closed();
    const { port1, port2 } = new MessageChannel();
    control.tell("connect", port1, [port1]);
    return port2;
  };
  const connection = connectStoreWriter(port());
  const write: StoreWriter["write"] = (writes) =>
    connection.write(writes).catch((error: unknown) => {
      throw crash() === null ? error : storeError(crash(), folder);
    });
  const flush = (): Promise<void> => write([]);
  const end = async (): Promise<void> => {
    // Whoever wrote has heard of a failing disk already.
    await flush().catch(() => {});
    await control.call("close", undefined).catch(() => {});
    leaveWriterThread(thread);
    release();
  };
  const close = (): Promise<void> => (closing ??= end());
  return { location, port, flush, write, close };
}

function closed(): GalapagosError {
  return new GalapagosError("The store is closed: it gives no further port.", {
    code: "store/closed",
    exitCode: 1,
  });
}
