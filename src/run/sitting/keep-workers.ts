import { keepBackends, type OpenBackend } from "../../evaluate/index.ts";
import { createIslandPool, type IslandPool, threadsFor } from "./island-pool.ts";

/**
 * Processes and threads that the runs of one command use one after the other, so that not each has to start
 * its own.
 */
export interface KeptWorkers extends AsyncDisposable {
  readonly openBackend: OpenBackend;
  /** Lends the pool of an earlier run that has room for these islands on as many threads, or a new one. */
  islandPool(islands: number, atMost?: number): IslandPool;
  /** Takes back a pool whose islands have all ended. */
  keep(pool: IslandPool): Promise<void>;
}

/** Keeps workers until it is disposed of. Which run they served before decides nothing in the next. */
export function keepWorkers(): KeptWorkers {
  const backends = keepBackends();
  const pools: IslandPool[] = [];
  return {
    openBackend: backends.open,
    islandPool(islands, atMost) {
      const threads = threadsFor(islands, atMost);
      const place = pools.findIndex((pool) => pool.threads === threads && pool.islands >= islands);
      const [pool] = place < 0 ? [] : pools.splice(place, 1);
      return pool ?? createIslandPool(islands, atMost);
    },
    async keep(pool) {
      pools.push(pool);
      if (pools.length > MOST_POOLS) await pools.shift()?.destroy();
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([backends.close(), ...pools.splice(0).map((pool) => pool.destroy())]);
    },
  };
}

/** Pools kept at most: runs of a study that differ in their islands take turns. */
const MOST_POOLS = 3;
