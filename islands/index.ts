/**
 * An island: one population that evolves on its own thread. It owns a MAP-Elites archive, draws parents by
 * Boltzmann selection, proposes, has its proposals scored elsewhere, and takes the results in step order.
 * What other islands have is visible at borders only.
 */
export * from "./archive.ts";
export { baselineOf } from "./baseline.ts";
export * from "./credit.ts";
export * from "./digest.ts";
export * from "./grid.ts";
export * from "./migration.ts";
export * from "./order-of.ts";
export * from "./population.ts";
export { programsOf } from "./population-state.ts";
export * from "./protocol.ts";
export * from "./replay.ts";
export { readSavedIsland } from "./saved-island.ts";
export * from "./temperature.ts";

import { siblingModule } from "../src/core/index.ts";

/** The island's worker-thread module, for a thread pool. */
export const ISLAND_WORKER: URL = siblingModule(import.meta.url, "./worker");
