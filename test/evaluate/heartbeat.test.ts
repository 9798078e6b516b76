import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { startHeartbeat } from "../../src/evaluate/local/heartbeat.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A heartbeat of a process that answers, or not, and whose own clock goes at a part of the wall's pace. */
function beating({ pace = 1, answers = false, isLoading = false }) {
  const silent = vi.fn();
  const starved = vi.fn();
  const clock = () => pace * performance.now();
  const call = () => (answers ? Promise.resolve() : new Promise<never>(() => {}));
  const timer = startHeartbeat({ call } as never, { clock, isLoading: () => isLoading, silent, starved });
  const after = async (seconds: number) => {
    await vi.advanceTimersByTimeAsync(1000 * seconds);
    return { silent: silent.mock.calls.length > 0, starved: starved.mock.calls.length };
  };
  return { after, [Symbol.dispose]: () => clearInterval(timer) };
}

it("a process that answers is neither silent nor starved, however long", async () => {
  using heart = beating({ answers: true, pace: 0.5 });
  expect(await heart.after(600)).toEqual({ silent: false, starved: 0 });
});

it("a process that has a processor and says nothing for ten seconds is silent, unless it loads", async () => {
  using heart = beating({});
  expect(await heart.after(10)).toEqual({ silent: false, starved: 0 });
  expect(await heart.after(2)).toEqual({ silent: true, starved: 0 });
  using loading = beating({ isLoading: true });
  expect(await loading.after(600)).toEqual({ silent: false, starved: 0 });
});

it("a process that waits for a processor is not silent, and after a minute that is told, once", async () => {
  using heart = beating({ pace: 0.01 });
  expect(await heart.after(59)).toEqual({ silent: false, starved: 0 });
  expect(await heart.after(3)).toEqual({ silent: false, starved: 1 });
  expect(await heart.after(600)).toEqual({ silent: false, starved: 1 });
  using loading = beating({ pace: 0.01, isLoading: true });
  expect(await loading.after(62)).toEqual({ silent: false, starved: 1 });
});
