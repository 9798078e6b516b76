import { expect, it } from "vitest";
import { parseTarget, withTarget } from "../../src/cli/target-flag.ts";
import { objectiveOf } from "../../src/core/index.ts";
import { flagLayers } from "../../src/cli/commands/run-flags.ts";

const problemOf = (direction: "maximise" | "minimise", ...values: number[]) =>
  ({
    definition: {
      name: "circles",
      objective: { name: "sum", direction },
      bestKnown: values.map((value) => ({ value, source: "x" })),
    },
  }) as never;

it.each([
  ["maximise", 2.63598, 2.6359830849, 2.635983],
  ["minimise", 1.5, 1.48, 1.480001],
  ["maximise", -3, -2, -2.00001],
] as const)(
  "--target best-known, to %s, is the best value known but for rounding, and no less",
  (direction, first, best, below) => {
    const { target } = withTarget({ target: parseTarget("best-known") }, problemOf(direction, first, best));
    const { reaches } = objectiveOf(direction);
    expect(target).toEqual(expect.any(Number));
    expect([
      reaches(best * (1 + 1e-12), Number(target)),
      reaches(best * (1 - 1e-12), Number(target)),
    ]).toEqual([true, true]);
    expect(reaches(below, Number(target))).toBe(false);
  },
);

it("--target best-known is refused where nothing is known, and where no problem is named", () => {
  expect(() => withTarget({ target: "best-known" }, problemOf("maximise"))).toThrow(
    /no value is known of circles/,
  );
  expect(() => flagLayers({ planner: true, summarizer: true, target: "best-known" })).toThrow(
    /known in run, fork and prompts only/,
  );
});
