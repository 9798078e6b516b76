import { describe, expect, test } from "vitest";
import { readRetryAfter } from "../../src/llm/client/retry-after.ts";
import { backoffMs } from "../../src/llm/flow/backoff.ts";
import {
  admit,
  afterCall,
  type BreakerState,
  closedBreaker,
  type Health,
} from "../../src/llm/flow/breaker.ts";
import { createLimiter } from "../../src/llm/flow/limiter.ts";
import { type Clock, systemClock } from "../../src/llm/index.ts";
import { randomStream } from "../../src/core/index.ts";
import { never } from "./support.ts";

/** A clock that stands until it is moved; sleepers wake in order. */
function heldClock(): Clock & { move(ms: number): Promise<void> } {
  let now = 1_000_000;
  let sleepers: { at: number; wake: () => void }[] = [];
  return {
    now: () => now,
    date: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        sleepers.push({ at: now + ms, wake: resolve });
        signal?.addEventListener("abort", () => reject(signal.reason));
      }),
    async move(ms) {
      now += ms;
      const due = sleepers.filter(({ at }) => at <= now);
      sleepers = sleepers.filter(({ at }) => at > now);
      for (const { wake } of due) wake();
      for (let turn = 0; turn < 20; turn++) await Promise.resolve();
    },
  };
}

describe("limiter", () => {
  test("a pause takes as long as it was told, though the machine's date is set back meanwhile", async () => {
    const limiter = createLimiter({ requestsPerMinute: 1200 }, systemClock);
    limiter.pauseUntil(systemClock.now() + 40);
    const dateNow = Date.now;
    Date.now = () => dateNow() - 3_600_000;
    try {
      const passage = await limiter.acquire(1, AbortSignal.timeout(20_000));
      passage.release();
    } finally {
      Date.now = dateNow;
    }
  });

  test("no more calls at once than allowed, first come first served", async () => {
    const limiter = createLimiter({ concurrency: 2 }, heldClock());
    const order: number[] = [];
    const passages = await Promise.all([limiter.acquire(1, never), limiter.acquire(1, never)]);
    const later = [3, 4, 5].map((n) =>
      limiter.acquire(1, never).then((passage) => {
        order.push(n);
        return passage;
      }),
    );
    expect([limiter.active, limiter.waiting]).toEqual([2, 3]);
    passages[0]?.release();
    passages[0]?.release();
    await later[0];
    expect(order).toEqual([3]);
    expect(limiter.active).toBe(2);
    passages[1]?.release();
    await later[1];
    (await later[0])?.release();
    await later[2];
    expect(order).toEqual([3, 4, 5]);
  });

  test("requests per minute: a minute's worth at once, then one by one", async () => {
    const clock = heldClock();
    const limiter = createLimiter({ requestsPerMinute: 6 }, clock);
    let passed = 0;
    for (let call = 0; call < 10; call++) limiter.acquire(1, never).then(() => passed++);
    await clock.move(0);
    expect(passed).toBe(6);
    await clock.move(9_000);
    expect(passed).toBe(6);
    await clock.move(1_001);
    expect(passed).toBe(7);
    await clock.move(30_000);
    expect(passed).toBe(10);
  });

  test("tokens per minute: what a call did not use is given back, a giant goes when the bucket is full", async () => {
    const clock = heldClock();
    const limiter = createLimiter({ tokensPerMinute: 1000 }, clock);
    const first = await limiter.acquire(900, never);
    let passed = 0;
    limiter.acquire(600, never).then(() => passed++);
    await clock.move(0);
    expect(passed).toBe(0);
    first.release(100);
    await clock.move(0);
    expect(passed).toBe(1);
    limiter.acquire(50_000, never).then(() => passed++);
    await clock.move(20_000);
    expect(passed).toBe(1);
    await clock.move(40_000);
    expect(passed).toBe(2);
  });

  test("a pause holds everybody, an abort leaves the queue", async () => {
    const clock = heldClock();
    const limiter = createLimiter({}, clock);
    limiter.pauseUntil(clock.now() + 5000);
    const abort = new AbortController();
    const given = limiter.acquire(1, abort.signal).then(
      () => "passed",
      (reason: unknown) => reason,
    );
    const other = limiter.acquire(1, never).then(() => "passed");
    abort.abort("gone");
    expect(await given).toBe("gone");
    expect(limiter.waiting).toBe(1);
    await clock.move(5000);
    expect(await other).toBe("passed");
    await expect(limiter.acquire(1, AbortSignal.abort("late"))).rejects.toBe("late");
  });
});

describe("breaker", () => {
  const settings = { threshold: 3, cooldownMs: 100, maxCooldownMs: 300 };
  const ends = (state: BreakerState, health: Health, now: number, isProbe = false) =>
    afterCall(state, { health, isProbe }, now, settings);
  const sick = (state: BreakerState, now: number) => ends(state, "sick", now);
  const opened = sick(sick(sick(closedBreaker(settings), 0), 0), 0);
  const probeAt = (state: BreakerState, now: number): BreakerState => {
    const admission = admit(state, now);
    if (!admission.admitted || !admission.isProbe) throw new Error("expected a probe");
    return admission.state;
  };

  test("opens after so many failures in a row, lets one probe through, and closes when it succeeds", () => {
    let state = sick(sick(closedBreaker(settings), 0), 0);
    state = sick(ends(state, "healthy", 0), 0);
    expect(admit(state, 0).admitted).toBe(true);
    state = sick(sick(state, 0), 0);
    expect(admit(state, 40)).toEqual({ admitted: false, waitMs: 60 });
    const probing = probeAt(state, 100);
    expect(admit(probing, 100).admitted).toBe(false);
    expect(admit(ends(probing, "healthy", 101, true), 101).admitted).toBe(true);
  });

  test("each failed probe doubles the time, up to a bound; an aborted one frees the place", () => {
    let state = opened;
    const times: number[] = [];
    for (let round = 0, now = 100; round < 3; round++) {
      const probing = probeAt(state, now);
      expect(admit(ends(probing, "unknown", now, true), now).admitted).toBe(true);
      state = ends(probing, "sick", now, true);
      times.push(state.openUntilMs - now);
      now = state.openUntilMs;
    }
    expect(times).toEqual([200, 300, 300]);
  });

  test("a call from before the outage that ends late neither opens it anew nor ends the probe", () => {
    expect(sick(opened, 150)).toEqual(opened);
    const probing = probeAt(opened, 150);
    expect(sick(probing, 160)).toEqual(probing);
    expect(ends(probing, "unknown", 160)).toEqual(probing);
    expect(ends(probing, "healthy", 160)).toEqual(closedBreaker(settings));
  });
});

test("backoff doubles its bound, keeps to the cap, adds to what the server asks, and is the same for the same call", () => {
  const bounds = { baseMs: 100, capMs: 1000 };
  const waits = (failures: number, after: number | null) =>
    Array.from({ length: 200 }, (_each, at) => backoffMs(failures, after, randomStream("x", at), bounds));
  expect(Math.max(...waits(1, null))).toBeLessThanOrEqual(100);
  expect(Math.max(...waits(3, null))).toBeGreaterThan(300);
  expect(Math.max(...waits(30, null))).toBeLessThanOrEqual(1000);
  expect(Math.min(...waits(1, 5000))).toBeGreaterThanOrEqual(5000);
  expect(waits(2, null)).toEqual(waits(2, null));
});

test.each([
  [{ "retry-after": "3" }, 3000],
  [{ "retry-after": "0.25" }, 250],
  [{ "retry-after-ms": "120", "retry-after": "9" }, 120],
  [{ "retry-after": "Thu, 01 Jan 1970 00:00:10 GMT" }, 5000],
  [{ "retry-after": "Thu, 01 Jan 1970 00:00:01 GMT" }, 0],
  [{ "retry-after": "soon" }, null],
  [{ "retry-after": "-1" }, null],
  [{}, null],
] as const)("Retry-After %o is %s ms", (headers, expected) => {
  expect(readRetryAfter(new Headers({ ...headers }), 5000)).toBe(expected);
});
