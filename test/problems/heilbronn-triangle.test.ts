import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { NOT_NUMBERS, nextUp, openBench, verdict } from "./support.ts";

const { runSeed, judge } = await openBench("heilbronn-triangle");

type Point = readonly [x: number, y: number];
const seed = runSeed()[0] as readonly Point[];

/** The seed's points with one in place of another. */
function seedWith(index: number, point: unknown): unknown[] {
  return Object.assign([...seed] as unknown[], { [index]: point });
}

/** Smallest triangle's share, by Heron's formula: slow, less exact, and written without looking at the scorer. */
function byHeron(points: readonly Point[]): number {
  const distance = (a: Point, b: Point): number => Math.hypot(a[0] - b[0], a[1] - b[1]);
  let smallest = Number.POSITIVE_INFINITY;
  for (let i = 0; i < points.length; i++) {
    for (let j = 0; j < i; j++) {
      for (let k = 0; k < j; k++) {
        const [p, q, r] = [points[i], points[j], points[k]] as [Point, Point, Point];
        const [a, b, c] = [distance(p, q), distance(q, r), distance(r, p)];
        const s = (a + b + c) / 2;
        smallest = Math.min(smallest, Math.sqrt(Math.max(0, s * (s - a) * (s - b) * (s - c))));
      }
    }
  }
  return smallest / (Math.sqrt(3) / 4);
}

describe("the score", () => {
  test("of the seed is the documented one", () => {
    expect(verdict(judge(seed))).toBeCloseTo(0.00080829, 8);
  });

  test("is the smallest triangle's share of the area", () => {
    const inside = fc
      .tuple(
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
      )
      .map(([u, v]): Point => (u + v > 1 ? [1 - u, 1 - v] : [u, v]))
      .map(([u, v]): Point => [(u + v / 2) * 0.999 + 0.0005, v * (Math.sqrt(3) / 2) * 0.998 + 0.0001]);
    fc.assert(
      fc.property(fc.array(inside, { minLength: 11, maxLength: 11 }), (points) => {
        const result = judge(points);
        if ("invalid" in result) return /equal|on one line/.test(result.invalid);
        return Math.abs(result.score - byHeron(points)) < 1e-6;
      }),
      { seed: 11, numRuns: 300 },
    );
  });

  test("allows the corners and the sides", () => {
    expect(verdict(judge(seedWith(0, [0, 0])))).toBeGreaterThan(0);
    expect(verdict(judge(seedWith(1, [1, 0])))).toBeGreaterThan(0);
    expect(verdict(judge(seedWith(2, [0.5, Math.sqrt(3) / 2])))).toBeGreaterThan(0);
    expect(verdict(judge(seedWith(3, [0.31, -0])))).toBeGreaterThan(0);
  });

  test("tells programs apart by where their points lie", () => {
    expect(judge(seed)).toMatchObject({ features: { nearSides: 0, spread: expect.closeTo(0.5638, 4) } });
    expect(judge(seedWith(0, [0, 0]))).toMatchObject({ features: { nearSides: 1 } });
  });
});

describe("refused, without tolerance:", () => {
  test.each<[string, Point]>([
    ["below by the smallest number there is", [0.4, -Number.MIN_VALUE]],
    ["right of a corner by one last bit", [nextUp(1), 0]],
    ["left of a corner", [-Number.MIN_VALUE, 0]],
    ["above the top by one last bit", [0.5, nextUp(Math.sqrt(3) / 2)]],
    ["left of the left side", [0.25, nextUp(0.25 * Math.sqrt(3))]],
    ["far away", [1e308, 0]],
    ["far up", [0.5, 1e308]],
  ])("a point %s", (_, point) => {
    expect(verdict(judge(seedWith(4, point)))).toMatch(/^point 4 .* lies outside the triangle$/);
  });

  test("equal points", () => {
    expect(verdict(judge(seedWith(7, seed[2])))).toBe("points 2 and 7 are equal");
  });

  test("three points on one line, level or slanted", () => {
    const level = [[0.25, 0.125], [0.5, 0.125], [0.75, 0.125], ...seed.slice(3)];
    expect(verdict(judge(level))).toBe("points 0, 1 and 2 lie on one line");
    const slanted = [[0.25, 0.125], [0.375, 0.25], [0.5, 0.375], ...seed.slice(3)];
    expect(verdict(judge(slanted))).toBe("points 0, 1 and 2 lie on one line");
  });

  test.each(NOT_NUMBERS.map((value) => [value]))("%s in place of a number", (value) => {
    const reason = "point 6 is not [x, y] with two finite numbers";
    expect(verdict(judge(seedWith(6, [value, 0.1])))).toBe(reason);
    expect(verdict(judge(seedWith(6, [0.5, value])))).toBe(reason);
  });

  test.each([
    ["no list", "points"],
    ["a claimed score beside the points", { points: seed, score: 1 }],
    ["10 points", seed.slice(1)],
    ["12 points", [...seed, [0.5, 0.5]]],
    ["a third coordinate", seedWith(0, [0.1, 0.1, 0])],
    ["one coordinate", seedWith(0, [0.1])],
    ["holes", new Array(11)],
  ])("%s", (_, output) => {
    expect(judge(output)).toEqual({ invalid: expect.stringMatching(/^expected|is not \[x, y\]/) });
  });
});
