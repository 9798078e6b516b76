import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { Piscina } from "piscina";
import {
  ISLAND_WORKER,
  type IslandEnd,
  type IslandFailure,
  type IslandTask,
} from "../../../islands/index.ts";
import { threadEnvironment, unpackError } from "../../core/index.ts";

/** The threads that islands share. */
export interface IslandPool {
  /** Islands that it has room for at once. */
  readonly islands: number;
  readonly threads: number;
  /** Starts an island; rejects with the error that it could not go on for. */
  start(task: IslandTask): Promise<IslandEnd>;
  destroy(): Promise<void>;
}

/** Threads of a pool: at most as many as there are islands. */
export function threadsFor(islands: number, atMost = availableParallelism()): number {
  return Math.max(1, Math.min(islands, atMost));
}

/** A pool on which all islands run at once, or fewer threads would never pass a border. */
export function createIslandPool(islands: number, atMost?: number): IslandPool {
  const threads = threadsFor(islands, atMost);
  const each = Math.ceil(islands / threads);
  const pool = new Piscina({
    filename: fileURLToPath(ISLAND_WORKER),
    minThreads: threads,
    maxThreads: threads,
    concurrentTasksPerWorker: each,
    // flags of the main thread such as --input-type are refused by workers
    execArgv: [],
    // threads wait for the islands of the next run, where there is one
    idleTimeout: Number.POSITIVE_INFINITY,
    env: threadEnvironment(process.env),
  });
  return {
    ...{ islands: each * threads, threads },
    async start(task) {
      const { coordinator, store, models } = task;
      const transferList = [coordinator, store, ...(models ? [models.gateway] : [])];
      const end: IslandEnd | IslandFailure = await pool.run(task, { transferList });
      if ("failure" in end) throw unpackError(end.failure);
      return end;
    },
    destroy: () => pool.destroy(),
  };
}
