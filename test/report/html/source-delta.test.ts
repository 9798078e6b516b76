import fc from "fast-check";
import { expect, it } from "vitest";
import { rememberingDeltas } from "../../../src/report/dashboard/remembered-deltas.ts";
import { applyDelta, deltaOf } from "../../../src/report/index.ts";

const text = fc
  .array(fc.constantFrom("a", "b", "\n", "é", "\ud83d\ude00", "\ud83d"), { maxLength: 12 })
  .map((all) => all.join(""));

it("makes any text of any other, and nothing of equal ones, remembered or not", () => {
  const remembered = rememberingDeltas();
  fc.assert(
    fc.property(text, text, (base, other) => {
      const delta = deltaOf(base, other);
      expect(applyDelta(base, delta)).toBe(other);
      for (let time = 0; time < 2; time++) expect(remembered(base, other)).toEqual(delta);
      if (base === other) expect(delta).toEqual([]);
    }),
  );
});

it("holds no more than what changed, in several places at once", () => {
  const base = Array.from({ length: 80 }, (_, at) => `const value${at} = ${at};\n`).join("");
  const other = base
    .replace("value3 = 3", "value3 = 3.5")
    .replace("value70 = 70;\n", "value70 = 71;\nmore();\n");
  const delta = deltaOf(base, other);
  expect(applyDelta(base, delta)).toBe(other);
  expect(delta.filter((part) => typeof part === "string").join("").length).toBeLessThan(20);
});
