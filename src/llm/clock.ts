/**
 * Time, as the gateway sees it. Given as an argument, so that tests can hold and move it; nothing that a
 * search decides depends on it.
 */
export interface Clock {
  /** Milliseconds of a clock that never jumps, from an origin of its own: what pauses and rate limits are measured with. */
  now(): number;
  /** Milliseconds since 1970, as the machine has it set: what the dates of a server's `Retry-After` are compared with. */
  date(): number;
  /** Resolves after `ms` milliseconds; rejects with the signal's reason when it aborts first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Longest single timer that Node takes, milliseconds. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => performance.now(),
  date: () => Date.now(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const stop = (): void => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      const timer = setTimeout(
        () => {
          signal?.removeEventListener("abort", stop);
          resolve();
        },
        Math.min(Math.max(0, ms), MAX_TIMER_MS),
      );
      signal?.addEventListener("abort", stop, { once: true });
    }),
};
