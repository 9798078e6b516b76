import { expect, it } from "vitest";
import { edgeCalls } from "../../src/problem/repository/edge-calls.ts";

const argsOf = (...args: readonly unknown[]) =>
  edgeCalls([{ args: args as never, kwargs: {} }]).map((call) => call.args);

it("calls at the edges are small whole numbers one by one, as many whatever the number of arguments", () => {
  const one = argsOf(30);
  for (const value of [-30, -4, 0, 1, 341, 4369]) expect(one).toContainEqual([value]);
  const [single, several] = [one.length, argsOf(30, 40, 50).length];
  expect(Math.abs(single - several)).toBeLessThan(20);
});

it("they are empty, single, tied, sorted and long lists, and texts that are no ASCII", () => {
  const lists = argsOf([3, 1, 2]);
  for (const list of [[], [3], [3, 3], [1, 2, 3], [3, 2, 1], [3, 1, 2, 2], [0, 1, 2], [-3, 1, 2]])
    expect(lists).toContainEqual([list]);
  expect(lists.some(([list]) => (list as readonly unknown[]).length >= 1200)).toBe(true);
  expect(
    argsOf([
      [2, "b"],
      [1, "c"],
      [1, "a"],
    ]),
  ).toContainEqual([
    [
      [1, "a"],
      [1, "c"],
      [2, "b"],
    ],
  ]);
  const texts = argsOf("Ab").map(([text]) => String(text));
  for (const text of ["", "A", " Ab ", "AB", "ab", "A\u00dfb"]) expect(texts).toContain(text);
  expect(texts.at(-1)).toHaveLength(1200);
});

it("they change one argument of a call, and nothing where there is none of a kind they know", () => {
  const changed = argsOf("x", 1.5).filter(([text]) => text === "x");
  expect(changed).toContainEqual(["x", -1.5]);
  expect(argsOf(null, true)).toEqual([]);
  expect(edgeCalls([])).toEqual([]);
});
