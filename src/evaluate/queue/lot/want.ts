import { type Evaluation, given, onAbort } from "../../../core/index.ts";
import type { Job } from "../../job.ts";
import type { Errand } from "../wire/protocol.ts";

/** An evaluation that somebody waits for. */
export interface Want {
  readonly job: Job;
  /** Under another key once it is tried again. */
  errand: Errand;
  /** True for one that must not be answered by an earlier verdict. */
  readonly isOnce: boolean;
  readonly waiters: Set<Waiter>;
  /** Times that it has been given to other workers because a clock decided. */
  attempt: number;
  /** Times that all workers that had it fell silent. */
  strikes: number;
}

interface Waiter {
  readonly resolve: (evaluation: Evaluation) => void;
  readonly reject: (error: unknown) => void;
}

/** A job that is asked for for the first time, under its key. */
export function wantOf(key: string, job: Job, isOnce: boolean): Want {
  const { source, seed, purpose, baseline, answers, detailed } = job;
  const asked = { key, source, seed, purpose, baseline, ...given({ answers }) };
  const errand = { ...asked, ...(detailed && { detailed }) };
  return { job, errand, isOnce, waiters: new Set(), attempt: 0, strikes: 0 };
}

/**
 * Waits for an evaluation; rejects with the signal's reason as soon as it aborts, and tells when nobody is
 * left who waits.
 */
export function waitFor(
  want: Want,
  signal: AbortSignal | undefined,
  onLeft: () => void,
): Promise<Evaluation> {
  return new Promise<Evaluation>((resolve, reject) => {
    const callOff =
      signal &&
      onAbort(signal, () => {
        leave();
        reject(signal.reason);
        if (want.waiters.size === 0) onLeft();
      });
    const leave = (): void => {
      callOff?.();
      want.waiters.delete(waiter);
    };
    const waiter: Waiter = {
      resolve(evaluation) {
        leave();
        resolve(evaluation);
      },
      reject(error) {
        leave();
        reject(error);
      },
    };
    want.waiters.add(waiter);
  });
}
