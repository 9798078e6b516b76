import { expect, it } from "vitest";
import { rebase } from "../../src/edits/index.ts";

const lines = (...numbers: readonly number[]): string => numbers.map((n) => `  [${n}],`).join("\n");
const BEFORE = lines(1, 2, 3, 4, 5, 6, 7);

it("a change is carried over to a program that has changed elsewhere, right beside it too", () => {
  const after = lines(1, 2, 3, 40, 5, 6, 7);
  expect(rebase(BEFORE, after, lines(10, 2, 3, 4, 5, 6, 7))).toBe(lines(10, 2, 3, 40, 5, 6, 7));
  expect(rebase(BEFORE, after, lines(1, 2, 3, 4, 50, 6, 7))).toBe(lines(1, 2, 3, 40, 50, 6, 7));
  expect(rebase(BEFORE, after, BEFORE)).toBe(after);
});

it("a change of lines that are gone, or that stand in two places, is not", () => {
  const after = lines(1, 2, 3, 40, 5, 6, 7);
  expect(rebase(BEFORE, after, lines(1, 2, 3, 44, 5, 6, 7))).toBeNull();
  expect(rebase(BEFORE, after, lines(4, 2, 33, 4, 55, 6, 7))).toBeNull();
});

it("new lines need the neighbours that they were put between", () => {
  const after = lines(1, 2, 3, 30, 4, 5, 6, 7);
  expect(rebase(BEFORE, after, lines(1, 2, 3, 4, 5, 6, 70))).toBe(lines(1, 2, 3, 30, 4, 5, 6, 70));
  expect(rebase(BEFORE, after, lines(1, 2, 33, 44, 5, 6, 7))).toBeNull();
});
