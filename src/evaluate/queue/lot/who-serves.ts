import { VERSION } from "../../../core/index.ts";
import type { WorkerStatus } from "../wire/protocol.ts";

/** Workers that take the parcels of a queue. */
export function ableWorkers(workers: readonly WorkerStatus[], queue: string): readonly WorkerStatus[] {
  return workers.filter((worker) => whyNot(worker, queue) === null);
}

/** Lanes of workers, all together. */
export function lanesOf(workers: readonly WorkerStatus[]): number {
  return workers.reduce((sum, { lanes }) => sum + lanes, 0);
}

/** Lanes that stand idle, all together. */
export function idleLanes(workers: readonly WorkerStatus[]): number {
  return workers.reduce((sum, { lanes, running }) => sum + Math.max(0, lanes - running.length), 0);
}

/** Words on the workers that there are: on those in quarantine, and for a run that waits and that none of them serves. */
export function wordsOnWorkers(
  workers: readonly WorkerStatus[],
  queue: string,
  isWaiting: boolean,
): readonly string[] {
  const isServed = ableWorkers(workers, queue).length > 0;
  return [...inQuarantine(workers), ...(isWaiting && !isServed ? [nobodyServes(workers, queue)] : [])];
}

/** Words on workers that are in quarantine. */
function inQuarantine(workers: readonly WorkerStatus[]): readonly string[] {
  return workers.flatMap(({ id, quarantine }) =>
    quarantine === null ? [] : [`worker ${id} is in quarantine: ${quarantine}`],
  );
}

/** Words for a run that nobody serves: to start a worker, and why those that are there do not. */
function nobodyServes(workers: readonly WorkerStatus[], queue: string): string {
  const start = "the run waits for workers; start one on any machine: galapagos worker <the queue's address>";
  const reasons = workers.map((worker) => `${worker.id}: ${whyNot(worker, queue)}`);
  return reasons.length === 0 ? start : `${start} (${reasons.join("; ")})`;
}

function whyNot({ quarantine, draining, unable, version }: WorkerStatus, queue: string): string | null {
  if (quarantine !== null) return `in quarantine: ${quarantine}`;
  if (draining) return "it leaves";
  if (version !== VERSION) return `its version is ${version}, and the run's ${VERSION}`;
  return unable[queue]?.reason ?? null;
}
