import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { TimeBudget } from "../../src/run/sitting/time-budget.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A budget whose clock is the tests', and the moments at which it stopped the run and noted its time. */
function open(timeMs: number, reservedMs: () => number) {
  const begun = Date.now();
  const elapsed = () => Date.now() - begun;
  const [stops, notes]: [number[], number[]] = [[], []];
  const stop = async () => void stops.push(elapsed());
  const note = async () => void notes.push(elapsed());
  return { budget: new TimeBudget({ timeMs, reservedMs, elapsed, stop, note }), stops, notes };
}

it("stops the run once, before the end of its time by as much as is kept for its end, as that becomes known", async () => {
  let reservedMs = 1000;
  const { budget, stops } = open(60_000, () => reservedMs);
  await vi.advanceTimersByTimeAsync(20_000);
  reservedMs = 15_000;
  await vi.advanceTimersByTimeAsync(24_000);
  expect([budget.isUp, stops]).toEqual([false, []]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect([budget.isUp, stops]).toEqual([true, [45_000]]);
  budget.close();
});

it("stops the run at once where more than is left is to be kept", async () => {
  let reservedMs = 0;
  const { budget, stops } = open(60_000, () => reservedMs);
  await vi.advanceTimersByTimeAsync(40_000);
  reservedMs = 30_000;
  await vi.advanceTimersByTimeAsync(1000);
  expect(stops).toHaveLength(1);
  budget.close();
});

it("notes the used time as it goes on, may be longer than a timer takes, and rings no more when it is closed", async () => {
  const { budget, stops, notes } = open(2 ** 32, () => 0);
  await vi.advanceTimersByTimeAsync(11_000);
  expect([stops, notes]).toEqual([[], [5000, 10_000]]);
  budget.close();
  await vi.advanceTimersByTimeAsync(60_000);
  expect([vi.getTimerCount(), notes.length]).toEqual([0, 2]);
});
