import { keepBackends, type OpenBackend } from "../../evaluate/index.ts";
import { createIslandPool, type IslandPool, threadsFor } from "./island-pool.ts";

/**
 * Processes and threads that the runs of one command use one after the other, so that not each has to start
 * its own.
 */
export interface KeptWorkers extends AsyncDisposable {
  readonly openBackend: OpenBackend;
  /** Lends the pool of the last run, when it has room for these islands on as many threads, or a new one. */
  islandPool(islands: number, atMost?: number): IslandPool;
  /** Takes back a pool whose islands have all ended. */
  keep(pool: IslandPool): Promise<void>;
}

/** Keeps workers until it is disposed of. Which run they served before decides nothing in the next. */
export function keepWorkers(): KeptWorkers {
  const backends = keepBackends();
  let kept: IslandPool | null = null;
  return {
    openBackend: backends.open,
    islandPool(islands, atMost) {
      if (kept === null || kept.islands !== islands || kept.threads !== threadsFor(islands, atMost))
        return createIslandPool(islands, atMost);
      const pool = kept;
      kept = null;
      return pool;
    },
    async keep(pool) {
      await kept?.destroy();
      kept = pool;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([backends.close(), kept?.destroy()]);
    },
  };
}
