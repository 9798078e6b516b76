import { expect, it } from "vitest";
import { createUnderWay } from "../../../src/evaluate/queue/worker/under-way.ts";

it("evaluations that travel together end when the last of them is called off", () => {
  const underWay = createUnderWay();
  using together = underWay.begin(["a", "b"]);
  underWay.callOff("a");
  underWay.callOff("a");
  expect([together.isWanted("a"), together.isWanted("b"), together.signal.aborted]).toEqual([
    false,
    true,
    false,
  ]);
  underWay.callOff("b");
  expect(together.signal.aborted).toBe(true);
});

it("an evaluation is called off in a parcel and in its copy", () => {
  const underWay = createUnderWay();
  using parcel = underWay.begin(["a"]);
  using copy = underWay.begin(["a", "b"]);
  underWay.callOff("a");
  expect(parcel.signal.aborted).toBe(true);
  expect([copy.isWanted("a"), copy.signal.aborted]).toEqual([false, false]);
});

it("a copy that is passed on leaves the parcel that is under way where it is called off", () => {
  const underWay = createUnderWay();
  using parcel = underWay.begin(["a"]);
  underWay.begin(["a"])[Symbol.dispose]();
  underWay.callOff("a");
  expect(parcel.signal.aborted).toBe(true);
});

it("what has ended is not called off", () => {
  const underWay = createUnderWay();
  const ended = underWay.begin(["a", "a"]);
  ended[Symbol.dispose]();
  underWay.callOff("a");
  expect(ended.signal.aborted).toBe(false);
});

it("what is called off while it is on its way to a worker is not wanted there, and what is asked for again later is", () => {
  const underWay = createUnderWay();
  {
    using _onItsWay = underWay.expect();
    underWay.callOff("dropped");
    using both = underWay.begin(["dropped", "kept"]);
    expect([both.isWanted("dropped"), both.isWanted("kept")]).toEqual([false, true]);
    underWay.callOff("kept");
    expect(both.signal.aborted).toBe(true);
  }
  underWay.callOff("dropped");
  using again = underWay.begin(["dropped"]);
  expect(again.isWanted("dropped")).toBe(true);
});
