import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Grid } from "../../islands/index.ts";
import { anyDimensions, anyFeatures, FIXED } from "./support.ts";

describe("a grid", () => {
  it("puts every feature vector into one of its cells, whatever the numbers", () => {
    fc.assert(
      fc.property(
        anyDimensions,
        fc.array(anyFeatures, { maxLength: 20 }),
        anyFeatures,
        (dims, seen, vector) => {
          const grid = Grid.create(dims).fitted(seen);
          const cell = grid.cellOf(vector);
          expect(Number.isInteger(cell)).toBe(true);
          expect(cell).toBeGreaterThanOrEqual(0);
          expect(cell).toBeLessThan(grid.cells);
        },
      ),
      FIXED,
    );
  });

  it("has as many cells as the product of its bins, and names each by its coordinates", () => {
    fc.assert(
      fc.property(anyDimensions, anyFeatures, (dims, vector) => {
        const grid = Grid.create(dims).fitted([vector]);
        const bins = dims.map((d) => (d.scale === "edges" ? (d.edges?.length ?? 2) - 1 : (d.bins ?? 10)));
        expect(grid.cells).toBe(bins.reduce((a, b) => a * b, 1));
        const cell = grid.cellOf(vector);
        const coordinates = grid.coordinates(cell);
        expect(coordinates).toHaveLength(dims.length);
        expect(coordinates.reduce((sum, bin, i) => sum * (bins[i] as number) + bin, 0)).toBe(cell);
        for (const [i, bin] of coordinates.entries()) expect(bin).toBeLessThan(bins[i] as number);
      }),
      FIXED,
    );
  });

  it("gives the same cells after its ranges were saved as JSON and read back", () => {
    fc.assert(
      fc.property(anyDimensions, fc.array(anyFeatures, { maxLength: 20 }), (dims, seen) => {
        const grid = Grid.create(dims).fitted(seen);
        const restored = Grid.create(dims, JSON.parse(JSON.stringify(grid.ranges())));
        for (const vector of seen) expect(restored.cellOf(vector)).toBe(grid.cellOf(vector));
        // a grid that fits already is left as it is
        expect(restored.fitted(seen)).toBe(restored);
      }),
      FIXED,
    );
  });

  it("spans its elites after fitting: the smallest falls into the first bin, the largest into the last", () => {
    const finite = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(fc.array(finite, { minLength: 2, maxLength: 30 }), (values) => {
        fc.pre(Math.min(...values) !== Math.max(...values));
        const grid = Grid.create([{ name: "x", range: "auto", bins: 7 }]).fitted(values.map((x) => ({ x })));
        expect(grid.cellOf({ x: Math.min(...values) })).toBe(0);
        expect(grid.cellOf({ x: Math.max(...values) })).toBe(6);
      }),
      FIXED,
    );
  });

  it("keeps the order of values along every axis", () => {
    fc.assert(
      fc.property(anyDimensions, anyFeatures, anyFeatures, (dims, a, b) => {
        for (const dimension of dims) {
          const grid = Grid.create([dimension]).fitted([a, b]);
          const [x, y] = [a[dimension.name] as number, b[dimension.name] as number];
          if (x <= y) expect(grid.cellOf(a)).toBeLessThanOrEqual(grid.cellOf(b));
        }
      }),
      FIXED,
    );
  });
});

describe("the bounds of bins", () => {
  const bin = (dimension: Parameters<typeof Grid.create>[0][number], x: number): number =>
    Grid.create([dimension]).cellOf({ x });

  it.each([
    [-1, 0],
    [0, 0],
    [0.2499, 0],
    [0.25, 1],
    [0.75, 3],
    [0.9999, 3],
    [1, 3],
    [1e308, 3],
    [-1e308, 0],
  ])("linear 0 to 1 in four bins: %d falls into bin %d", (x, expected) => {
    expect(bin({ name: "x", range: [0, 1], scale: "linear", bins: 4 }, x)).toBe(expected);
  });

  it.each([
    [0, 0],
    [-5, 0],
    [1, 0],
    [9.99, 0],
    [10.01, 1],
    [100.01, 2],
    [1e4, 3],
    [1e300, 3],
  ])("log 1 to 10,000 in four bins: %d falls into bin %d", (x, expected) => {
    expect(bin({ name: "x", range: [1, 1e4], scale: "log", bins: 4 }, x)).toBe(expected);
  });

  it.each([
    [-3, 0],
    [0, 0],
    [0.99, 0],
    [1, 1],
    [9.99, 1],
    [10, 2],
    [100, 2],
    [1e9, 2],
  ])("edges 0, 1, 10, 100: %d falls into bin %d", (x, expected) => {
    expect(bin({ name: "x", scale: "edges", edges: [0, 1, 10, 100] }, x)).toBe(expected);
  });

  it("a dimension without a range yet has one bin in use, and −0 is 0", () => {
    expect(bin({ name: "x", range: "auto", bins: 5 }, 123)).toBe(0);
    const grid = Grid.create([{ name: "x", range: [-1, 1], bins: 2 }]);
    expect(grid.cellOf({ x: -0 })).toBe(grid.cellOf({ x: 0 }));
  });
});
