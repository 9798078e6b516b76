import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
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
  /** Starts an island; rejects with the error that it could not go on for. */
  start(task: IslandTask): Promise<IslandEnd>;
  destroy(): Promise<void>;
}

/** A pool of at most as many threads as there are islands; all of them run at once, or fewer threads would never pass a border. */
export function createIslandPool(islands: number, atMost = availableParallelism()): IslandPool {
  const threads = Math.max(1, Math.min(islands, atMost));
  const pool = new Piscina({
    filename: fileURLToPath(ISLAND_WORKER),
    minThreads: threads,
    maxThreads: threads,
    concurrentTasksPerWorker: Math.ceil(islands / threads),
    // flags of the main thread such as --input-type are refused by workers
    execArgv: [],
    // a thread loads a parser and more: several times faster from Node's compile cache
    env: {
      NODE_COMPILE_CACHE: join(tmpdir(), "node-compile-cache"),
      ...threadEnvironment(process.env),
    },
  });
  return {
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
