import { setTimeout as wait } from "node:timers/promises";

/** Time, as the gateway sees it. Given as an argument, so that tests can hold and move it; nothing that a search decides depends on it. */
export interface Clock {
  /** Milliseconds since 1970; what `Retry-After` dates and rate limits are measured with. */
  now(): number;
  /** Resolves after `ms` milliseconds; rejects with the signal's reason when it aborts first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Longest single timer that Node takes, milliseconds. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  async sleep(ms, signal) {
    try {
      await wait(Math.min(Math.max(0, ms), MAX_TIMER_MS), undefined, signal === undefined ? {} : { signal });
    } catch (error) {
      throw signal?.aborted ? signal.reason : error;
    }
  },
};
