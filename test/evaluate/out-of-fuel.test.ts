import { expect, it } from "vitest";
import { outOfFuel } from "../../src/evaluate/compute.ts";
import type { Limits } from "../../src/problem/index.ts";

it.each([
  [503, "out of fuel: needed 503 of 500 units (limits.timeMs = 500)"],
  [540, "out of fuel: needed 540 of 500 units, 1.1 times what there is (limits.timeMs = 500)"],
  [6000, "out of fuel: needed 6000 of 500 units, 12 times what there is (limits.timeMs = 500)"],
])(
  "a program that used %i of 500 units is told by what factor it was short, where that is more than a trace",
  (used, words) => {
    expect(outOfFuel({ timeMs: 500 } as Limits, used)).toBe(words);
  },
);
