import type { Clock } from "../clock.ts";
import type { RateLimits } from "../model-definition.ts";

const MINUTE_MS = 60_000;

/** Why an alarm is called off; ready-made, because an exception per call is dear. */
const MOVED = "moved";

/** Passage through a limiter, to be given back once. */
interface Passage {
  /** Ends the call. @param tokens - what it really used; what it was reckoned with beyond that is given back */
  release(tokens?: number): void;
}

/** Lets calls through in the order in which they came, no faster than its limits. */
export interface Limiter {
  /**
   * Waits for a passage.
   *
   * @param tokens - tokens that the call is reckoned to use
   * @throws the signal's reason when it aborts first
   */
  acquire(tokens: number, signal: AbortSignal): Promise<Passage>;
  /** Lets nobody through before this time (milliseconds since 1970): what a server's `Retry-After` asks for. */
  pauseUntil(timeMs: number): void;
  /** Calls under way. */
  readonly active: number;
  /** Calls that wait. */
  readonly waiting: number;
}

/** What is left of a per-minute allowance: refills steadily, holds at most a minute's worth, and may go into debt once. */
interface Bucket {
  readonly perMinute: number;
  left: number;
}

/**
 * Makes a limiter of requests per minute, tokens per minute and concurrency (token buckets: what was not used in the last minute may
 * be used at once). A call larger than a whole minute's tokens goes when the bucket is full. Queue libraries count
 * tasks, not tokens, and read the machine's clock; hence this one.
 */
export function createLimiter(limits: RateLimits, clock: Clock): Limiter {
  const concurrency = limits.concurrency ?? Number.POSITIVE_INFINITY;
  const requests = bucket(limits.requestsPerMinute);
  const tokens = bucket(limits.tokensPerMinute);
  const queue: { tokens: number; go: () => void }[] = [];
  let filledAt = clock.now();
  let pausedUntil = 0;
  let active = 0;
  let timer: AbortController | null = null;

  const refill = (): void => {
    const now = clock.now();
    const share = Math.max(0, now - filledAt) / MINUTE_MS;
    filledAt = now;
    for (const each of [requests, tokens]) {
      if (each !== null) each.left = Math.min(each.perMinute, each.left + share * each.perMinute);
    }
  };
  /** Milliseconds until the first in the queue may go; 0 for now, infinite while only a release can help. */
  const waitMs = (wanted: number): number => {
    if (active >= concurrency) return Number.POSITIVE_INFINITY;
    const need = (each: Bucket | null, amount: number): number => {
      const missing = each === null ? 0 : Math.min(amount, each.perMinute) - each.left;
      return each === null || missing <= 0 ? 0 : (missing / each.perMinute) * MINUTE_MS;
    };
    return Math.ceil(Math.max(pausedUntil - clock.now(), need(requests, 1), need(tokens, wanted), 0));
  };
  const pump = (): void => {
    timer?.abort(MOVED);
    timer = null;
    refill();
    for (let first = queue[0]; first !== undefined; first = queue[0]) {
      const wait = waitMs(first.tokens);
      if (wait > 0) {
        if (Number.isFinite(wait)) pumpAfter(wait);
        return;
      }
      queue.shift();
      active++;
      if (requests !== null) requests.left -= 1;
      if (tokens !== null) tokens.left -= first.tokens;
      first.go();
    }
  };
  const pumpAfter = (ms: number): void => {
    const alarm = new AbortController();
    timer = alarm;
    clock.sleep(ms, alarm.signal).then(pump, () => {});
  };
  const passage = (reckoned: number): Passage => {
    let held = true;
    return {
      release(used = reckoned) {
        if (!held) return;
        held = false;
        active--;
        if (tokens !== null) tokens.left = Math.min(tokens.perMinute, tokens.left + reckoned - used);
        pump();
      },
    };
  };

  return {
    acquire(wanted, signal) {
      return new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason);
        const entry = {
          tokens: wanted,
          go: () => {
            signal.removeEventListener("abort", giveUp);
            resolve(passage(wanted));
          },
        };
        const giveUp = (): void => {
          const at = queue.indexOf(entry);
          if (at >= 0) queue.splice(at, 1);
          reject(signal.reason);
          pump();
        };
        signal.addEventListener("abort", giveUp, { once: true });
        queue.push(entry);
        pump();
      });
    },
    pauseUntil(timeMs) {
      pausedUntil = Math.max(pausedUntil, timeMs);
      pump();
    },
    get active() {
      return active;
    },
    get waiting() {
      return queue.length;
    },
  };
}

function bucket(perMinute: number | undefined): Bucket | null {
  return perMinute === undefined ? null : { perMinute, left: perMinute };
}
