import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Json } from "../../src/core/index.ts";
import { NOT_NUMBERS, nextUp, openBench, verdict } from "./support.ts";

const { problem, runSeed, judge } = await openBench("circle-packing");

type Circle = [x: number, y: number, radius: number];

/** Sixteen touching circles on a 4 × 4 grid and ten points in the gaps; all numbers are exact in binary, the sum is 2. */
function grid(): Circle[] {
  const circles: Circle[] = [];
  for (let i = 0; i < 16; i++)
    circles.push([0.125 + 0.25 * (i % 4), 0.125 + 0.25 * Math.floor(i / 4), 0.125]);
  for (let i = 0; i < 9; i++) circles.push([0.25 + 0.25 * (i % 3), 0.25 + 0.25 * Math.floor(i / 3), 0]);
  circles.push([0, 0, 0]);
  return circles;
}

/** The grid with one circle in place of another. */
function gridWith(index: number, circle: unknown): unknown[] {
  return Object.assign([...grid()] as unknown[], { [index]: circle });
}

describe("the score", () => {
  test("of the seed is the documented one", () => {
    expect(verdict(judge(runSeed()[0]))).toBeCloseTo(0.96, 10);
  });

  test("of touching circles is their exact sum", () => {
    expect(judge(grid())).toMatchObject({ score: 2, features: { radiusSpread: expect.closeTo(0.7906, 4) } });
  });

  test("of the grid with circles in its gaps is the derived one", () => {
    const gap = 0.125 * (Math.SQRT2 - 1) * (1 - 1e-12);
    const filled = grid().map(
      ([x, y, radius], index): Circle => [x, y, index >= 16 && index < 25 ? gap : radius],
    );
    expect(verdict(judge(filled))).toBeCloseTo(2 + 9 * gap, 12);
  });

  test("does not change when the packing is turned over", () => {
    const seed = runSeed()[0] as readonly Circle[];
    expect(verdict(judge(seed.map(([x, y, radius]) => [y, x, radius])))).toBe(verdict(judge(seed)));
  });

  test("of 26 points is 0, also when they coincide or carry −0", () => {
    const points = Array.from({ length: 26 }, () => [-0, 0.5, -0]);
    const result = judge(points);
    expect(Object.is(verdict(result), 0)).toBe(true);
    expect(result).toMatchObject({ features: { radiusSpread: 0, borderShare: 0 } });
  });
});

describe("refused, without tolerance:", () => {
  test("an overlap by one last bit", () => {
    const [x, y, radius] = grid()[5] ?? [0, 0, 0];
    expect(verdict(judge(gridWith(5, [x, y, radius])))).toBe(2);
    // The last bit of the sum of the radii and of the distance, 0.25: half of it is rounded away, by the rule itself.
    const bit = nextUp(0.25) - 0.25;
    expect(verdict(judge(gridWith(5, [x, y, radius + bit])))).toBe("circle 5 overlaps circle 1");
    expect(verdict(judge(gridWith(5, [x + bit, y, radius])))).toBe("circle 6 overlaps circle 5");
  });

  test("a wall crossed by one last bit", () => {
    const alone = (circle: Circle) =>
      verdict(judge([circle, ...Array.from({ length: 25 }, () => [0, 0, 0])]));
    expect(alone([0.25, 0.5, 0.25])).toBe(0.25);
    for (const circle of [
      [0.25, 0.5, nextUp(0.25)],
      [nextUp(0.75), 0.5, 0.25],
      [0.5, 0.25, nextUp(0.25)],
      [0.5, nextUp(0.75), 0.25],
      [0, 0, Number.MIN_VALUE],
      [-Number.MIN_VALUE, 0, 0],
      [nextUp(1), 0, 0],
      [1e308, 0.5, 0.1],
      [0.5, 0.5, 1e308],
    ] as Circle[]) {
      expect(alone(circle)).toMatch(/^circle 0 leaves the unit square/);
    }
  });

  test("negative radii, which would leave room for others", () => {
    expect(verdict(judge(gridWith(20, [0.5, 0.5, -0.1])))).toBe("circle 20 has the negative radius -0.1");
    expect(verdict(judge(gridWith(20, [0.5, 0.5, -Number.MIN_VALUE])))).toMatch(/negative radius/);
  });

  test.each(NOT_NUMBERS.map((value) => [value]))("%s in place of a number", (value) => {
    for (const circle of [
      [value, 0.5, 0],
      [0.5, value, 0],
      [0.5, 0.5, value],
    ]) {
      expect(verdict(judge(gridWith(25, circle)))).toBe(
        "circle 25 is not [x, y, radius] with three finite numbers",
      );
    }
  });

  test.each([
    ["no list", 2.7],
    ["nothing", undefined],
    ["an object with circles and a claimed sum", { circles: grid(), sum: 3 }],
    ["an object that looks like a list", { ...Object.fromEntries(grid().entries()), length: 26 }],
    ["25 circles", grid().slice(1)],
    ["27 circles", [...grid(), [1, 1, 0]]],
    ["a circle without radius", gridWith(3, [0.1, 0.1])],
    ["a circle with a fourth number", gridWith(3, [0.1, 0.1, 0, 0])],
    ["a circle as an object", gridWith(3, { x: 0.1, y: 0.1, r: 0 })],
    ["holes", new Array(26)],
  ])("%s", (_, output) => {
    expect(judge(output)).toEqual({ invalid: expect.stringMatching(/^expected|is not \[x, y, radius\]/) });
  });
});

test("the seed's rule keeps every table of circles valid, whatever a change does to the numbers", async () => {
  const table = /const table = \[\n[\s\S]*?\n {2}\];/;
  expect(problem.seed).toMatch(table);
  const open = problem.seed.replace("pack()", "pack(given)").replace(table, "const table = given;");
  const module = (await import(`data:text/javascript,${encodeURIComponent(open)}`)) as {
    pack: (centres: readonly (readonly number[])[]) => Json;
  };
  const near = fc.double({ min: -0.5, max: 1.5, noNaN: true });
  const coordinate = fc.oneof(near, fc.constantFrom(0, 0.5, 1, 0.01, 0.99), fc.double({ noNaN: true }));
  const centres = fc.array(fc.tuple(coordinate, coordinate, coordinate), { minLength: 26, maxLength: 26 });
  fc.assert(
    fc.property(centres, (given) => typeof verdict(judge(module.pack(given))) === "number"),
    { seed: 26, numRuns: 500 },
  );
});
