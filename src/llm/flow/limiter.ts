import type { Clock } from "../clock.ts";
import type { RateLimits } from "../model-definition.ts";

/** Passage through a limiter, to be given back once. */
export interface Passage {
  /**
   * Ends the call.
   * @param tokens - what it really used; what it was reckoned with beyond that is given back
   */
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
  /**
   * Lets nobody through before this time (milliseconds of the clock): what a server's `Retry-After` asks for.
   */
  pauseUntil(timeMs: number): void;
  /** Calls under way. */
  readonly active: number;
  /** Calls that wait. */
  readonly waiting: number;
}

/**
 * The rest of a per-minute allowance: refills steadily, holds at most a minute's worth, and may go into debt
 * once.
 */
interface Bucket {
  readonly perMinute: number;
  left: number;
}

/**
 * Makes a limiter of requests per minute, tokens per minute and concurrency (token buckets: what was not used
 * in the last minute may be used at once). A call larger than a whole minute's tokens goes when the bucket is
 * full. Queue libraries count tasks, not tokens, and read the machine's clock; hence this one.
 */
export function createLimiter(limits: RateLimits, clock: Clock): Limiter {
  return new BucketLimiter(limits, clock);
}

class BucketLimiter implements Limiter {
  readonly #clock: Clock;
  readonly #concurrency: number;
  readonly #requests: Bucket | null;
  readonly #tokens: Bucket | null;
  readonly #queue: { readonly tokens: number; readonly go: () => void }[] = [];
  #filledAt: number;
  #pausedUntil = 0;
  #active = 0;
  #timer: AbortController | null = null;

  constructor(limits: RateLimits, clock: Clock) {
    this.#clock = clock;
    this.#concurrency = limits.concurrency ?? Number.POSITIVE_INFINITY;
    this.#requests = bucket(limits.requestsPerMinute);
    this.#tokens = bucket(limits.tokensPerMinute);
    this.#filledAt = clock.now();
  }

  get active(): number {
    return this.#active;
  }

  get waiting(): number {
    return this.#queue.length;
  }

  acquire(tokens: number, signal: AbortSignal): Promise<Passage> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      const entry = {
        tokens,
        go: () => {
          signal.removeEventListener("abort", giveUp);
          resolve(this.#passage(tokens));
        },
      };
      const giveUp = (): void => {
        const at = this.#queue.indexOf(entry);
        if (at >= 0) this.#queue.splice(at, 1);
        reject(signal.reason);
        this.#pump();
      };
      signal.addEventListener("abort", giveUp, { once: true });
      this.#queue.push(entry);
      this.#pump();
    });
  }

  pauseUntil(timeMs: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, timeMs);
    this.#pump();
  }

  #passage(reckoned: number): Passage {
    let held = true;
    return {
      release: (used = reckoned) => {
        if (!held) return;
        held = false;
        this.#active--;
        const tokens = this.#tokens;
        if (tokens !== null) tokens.left = Math.min(tokens.perMinute, tokens.left + reckoned - used);
        this.#pump();
      },
    };
  }

  /** Lets through whom the limits allow, and wakes itself for the next. */
  #pump(): void {
    this.#timer?.abort(MOVED);
    this.#timer = null;
    this.#refill();
    for (let first = this.#queue[0]; first !== undefined; first = this.#queue[0]) {
      const wait = this.#waitMs(first.tokens);
      if (wait > 0) {
        if (Number.isFinite(wait)) this.#pumpAfter(wait);
        return;
      }
      this.#queue.shift();
      this.#active++;
      if (this.#requests !== null) this.#requests.left -= 1;
      if (this.#tokens !== null) this.#tokens.left -= first.tokens;
      first.go();
    }
  }

  #pumpAfter(ms: number): void {
    const alarm = new AbortController();
    this.#timer = alarm;
    this.#clock.sleep(ms, alarm.signal).then(
      () => this.#pump(),
      () => {},
    );
  }

  #refill(): void {
    const now = this.#clock.now();
    const share = Math.max(0, now - this.#filledAt) / MINUTE_MS;
    this.#filledAt = now;
    for (const each of [this.#requests, this.#tokens]) {
      if (each !== null) each.left = Math.min(each.perMinute, each.left + share * each.perMinute);
    }
  }

  /** Milliseconds until the first in the queue may go; 0 for now, infinite while only a release can help. */
  #waitMs(wanted: number): number {
    if (this.#active >= this.#concurrency) return Number.POSITIVE_INFINITY;
    const pause = this.#pausedUntil - this.#clock.now();
    return Math.ceil(Math.max(pause, refillMs(this.#requests, 1), refillMs(this.#tokens, wanted), 0));
  }
}

/** Milliseconds until a bucket holds an amount, or all that it can. */
function refillMs(each: Bucket | null, amount: number): number {
  const missing = each === null ? 0 : Math.min(amount, each.perMinute) - each.left;
  return each === null || missing <= 0 ? 0 : (missing / each.perMinute) * MINUTE_MS;
}

function bucket(perMinute: number | undefined): Bucket | null {
  return perMinute === undefined ? null : { perMinute, left: perMinute };
}

const MINUTE_MS = 60_000;
/** Why an alarm is called off; ready-made, because an exception per call costs too much. */
const MOVED = "moved";
