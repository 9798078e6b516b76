import { keepBackends } from "../../local/keep-backends.ts";
import { loadDrivers } from "../wire/connect-redis.ts";
import { greet } from "../wire/greet.ts";
import { FLEET, queueNames } from "../wire/names.ts";
import { FleetWorker } from "./fleet-worker.ts";
import type { WorkerOptions } from "./worker-options.ts";

/**
 * Serves a queue of evaluations until its signal aborts: takes parcels of all runs in turn, and has them
 * judged in the same supervised process and sandboxes as at home.
 *
 * @throws GalapagosError `queue/drivers`, `queue/url`, `queue/refused`
 */
export async function runWorker(options: WorkerOptions): Promise<void> {
  const drivers = await loadDrivers();
  await greet(drivers, options.url, queueNames(options.fleet ?? FLEET));
  const kept = keepBackends();
  const worker = new FleetWorker(drivers, {
    fleet: FLEET,
    data: {},
    openBackend: kept.open,
    ...options,
  });
  try {
    await worker.serve();
  } finally {
    await worker.close();
    await kept.close();
  }
}
