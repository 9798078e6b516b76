import fc from "fast-check";
import { expect, it } from "vitest";
import { applyDelta, deltaOf } from "../../../src/report/index.ts";

const text = fc
  .array(fc.constantFrom("a", "b", "\n", "é", "\ud83d\ude00", "\ud83d"), { maxLength: 12 })
  .map((all) => all.join(""));

it("makes any text of any other, with no more between than it has to hold", () => {
  fc.assert(
    fc.property(text, text, (base, other) => {
      const delta = deltaOf(base, other);
      expect(applyDelta(base, delta)).toBe(other);
      expect(delta.head + delta.middle.length + delta.tail).toBe(other.length);
      if (base === other) expect(delta.middle).toBe("");
    }),
  );
});
