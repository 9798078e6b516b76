/**
 * Evaluations on many machines: a run sends its jobs as signed parcels through a queue (BullMQ on Redis), and
 * workers carry them out in the same supervised process and sandboxes as at home. The store, the islands and
 * the keys stay where the run is, logical time makes the digest the same, and whatever dies, nothing that was
 * delivered is lost.
 */
export { connectQueue, type QueueConnection } from "./connect-queue.ts";
export type { DataFolders } from "./bundle/data-of.ts";
export type { QueueOptions } from "./hub.ts";
export {
  drainFleet,
  type FleetAddress,
  type FleetStatus,
  fleetStatus,
  purgeFleet,
} from "./look.ts";
export { type Exchange, openExchange } from "./exchange.ts";
export { queueBackend } from "./queue-backend.ts";
export { runWorker } from "./worker/run-worker.ts";
export type { WorkerOptions } from "./worker/worker-options.ts";
export { readSecret, SECRET_VARIABLE } from "./wire/secret.ts";
