import { getEventListeners } from "node:events";
import { expect, it } from "vitest";
import { onAbort } from "../../src/core/index.ts";

it("many wait for one signal through one listener, each is told once, and none that was called off", () => {
  const abort = new AbortController();
  const told: number[] = [];
  const offs = Array.from({ length: 1_000 }, (_, index) => onAbort(abort.signal, () => told.push(index)));
  expect(getEventListeners(abort.signal, "abort")).toHaveLength(1);
  offs[1]?.();
  onAbort(abort.signal, () => offs[999]?.());
  abort.abort();
  abort.abort();
  expect(told).toEqual(Array.from({ length: 1_000 }, (_, index) => index).filter((index) => index !== 1));
});

it("an error that one throws keeps none from being told, and comes after", async () => {
  const abort = new AbortController();
  const told: string[] = [];
  onAbort(abort.signal, () => {
    throw new Error("the first");
  });
  onAbort(abort.signal, () => told.push("the second"));
  const listeners = process.rawListeners("uncaughtException");
  process.removeAllListeners("uncaughtException");
  try {
    const uncaught = new Promise((resolve) => process.once("uncaughtException", resolve));
    abort.abort();
    expect(told).toEqual(["the second"]);
    expect(await uncaught).toMatchObject({ message: "the first" });
  } finally {
    for (const listener of listeners) process.on("uncaughtException", listener as () => void);
  }
});
