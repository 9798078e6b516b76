import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import type { Json, Proof } from "../../src/core/index.ts";
import { loadProblem, type Scorer, shippedProblems, type Verifier } from "../../src/problem/index.ts";

/** The score of a construction, or why it has none, and what is proved of it. */
async function judge(name: string, construction: Json, preset?: string) {
  const { definition, folder } = await loadProblem(
    join(shippedProblems, name),
    preset === undefined ? {} : { preset },
  );
  const load = async (file: string | null | undefined): Promise<unknown> =>
    ((await import(pathToFileURL(join(folder, file ?? "")).href)) as { readonly default: unknown }).default;
  const [scorer, verify] = [await load(definition.evaluator), await load(definition.verifier)];
  const result = await (scorer as Scorer)([construction], { inputs: definition.inputs, seed: 0 });
  const proof: Proof = await (verify as Verifier)(construction, definition.inputs[0] ?? null);
  return { score: "score" in result ? result.score : result.invalid, proof };
}

/** Sixteen touching circles and ten points: valid only without tolerance, and exactly so. */
const grid = [
  ...Array.from({ length: 16 }, (_, k) => [0.125 + 0.25 * (k % 4), 0.125 + 0.25 * Math.floor(k / 4), 0.125]),
  ...Array.from({ length: 10 }, (_, k) => [0.25 * Math.floor(k / 5), 0.25 * (k % 5), 0]),
];
const without = <T>(list: readonly T[], index: number, value: T): T[] =>
  Object.assign([...list], { [index]: value });

describe("circles", () => {
  test("that touch exactly are proved", async () => {
    expect((await judge("circle-packing", grid)).proof).toMatchObject({
      status: "proved",
      value: `2.${"0".repeat(20)}`,
    });
  });

  test("that overlap by 1e-9 are refused by that, and repaired by smaller radii", async () => {
    const { score, proof } = await judge("circle-packing", without(grid, 5, [0.375, 0.375, 0.125 + 1e-9]));
    expect(score).toMatch(/overlaps/);
    expect(proof).toMatchObject({
      status: "refused",
      where: expect.stringMatching(/^circles \d+ and \d+ overlap$/),
      by: "1e-9",
    });
    expect(proof.status === "refused" && proof.repaired?.step).toMatch(
      /^every radius made smaller by 0\.0000000004999/,
    );
    expect(Number(proof.status === "refused" && proof.repaired?.value)).toBeCloseTo(2, 6);
  });

  test("with a negative radius are refused", async () => {
    const { proof } = await judge("circle-packing", without(grid, 20, [0.5, 0.5, -0.1]));
    expect(proof).toMatchObject({
      status: "refused",
      where: "the radius of circle 20 is negative",
      by: "0.1",
    });
  });

  test("in a rectangle of perimeter 4.00004 are refused by 0.00004", async () => {
    const circles = Array.from({ length: 21 }, (_, k) => [
      0.1 + 0.15 * (k % 6),
      0.1 + 0.2 * Math.floor(k / 6),
      0.05,
    ]);
    const { score, proof } = await judge("circles-in-rectangle", {
      width: 1.00001,
      height: 1.00001,
      circles,
    });
    expect(score).toMatch(/^the perimeter is 4\.00004/);
    expect(proof).toMatchObject({
      status: "refused",
      where: "the perimeter is above 4",
      by: expect.stringMatching(/^0?\.?0*4e-5|0\.00004/),
    });
    expect(proof.status === "refused" && proof.repaired?.value).toMatch(/^1\.0499895/);
  });
});

describe("autocorrelation", () => {
  test("of a constant is 2, and the second constant of it 2/3", async () => {
    expect((await judge("autocorrelation", [1, 1, 1, 1])).proof).toMatchObject({
      status: "proved",
      value: `2.${"0".repeat(20)}`,
    });
    expect((await judge("autocorrelation", [1, 1], "second")).proof).toMatchObject({ value: /^0\.6/ });
  });

  test("of signed heights tells the two third constants apart", async () => {
    const heights = [1, -1, 3, -1, 1];
    const third = await judge("autocorrelation", heights, "third");
    const absolute = await judge("autocorrelation", [-2, 1, 0, 1, 4], "third-absolute");
    expect(third).toMatchObject({ score: 10 * (13 / 9), proof: { status: "proved" } });
    expect((await judge("autocorrelation", [-2, 1, 0, 1, 4], "third")).score).not.toBe(NaN);
    expect(absolute.proof.status).toBe("proved");
    const mostly = [1, 0, -3, 0, 1, 2];
    const one = await judge("autocorrelation", mostly, "third");
    const other = await judge("autocorrelation", mostly, "third-absolute");
    expect(Number(other.score)).toBeGreaterThanOrEqual(Number(one.score));
  });

  test("with a negative height is refused where heights are to be 0 or more", async () => {
    const { score, proof } = await judge("autocorrelation", [1, -1e-12, 1]);
    expect(score).toMatch(/negative/);
    expect(proof).toMatchObject({
      status: "refused",
      where: "height 1 is below 0".replace("below 0", "negative"),
      by: "1e-12",
    });
  });
});

test("LoongFlow's three coefficients of the uncertainty inequality give what it published", async () => {
  const coefficients = [96.65316337499632, -3.4008547231204944, -0.026189743258153708];
  const { score, proof } = await judge("uncertainty-inequality", { coefficients });
  expect(score).toBeCloseTo(0.352099104421844, 14);
  expect(proof).toMatchObject({ status: "proved", value: expect.stringMatching(/^0\.35209910442184/) });
});

test("duplicates, negative numbers and other sets that are none are refused", async () => {
  const conway = [0, 2, 3, 4, 7, 11, 12, 14];
  expect((await judge("sums-and-differences", conway)).proof).toMatchObject({
    value: expect.stringMatching(/^1\.034421215/),
  });
  expect((await judge("sums-and-differences", [...conway, 2])).proof).toMatchObject({
    where: "number 8 is a duplicate: 2",
  });
  expect((await judge("sums-and-differences", [-1, 0, 2], "exponent")).proof).toMatchObject({
    where: "number 0 is negative: -1",
  });
  expect((await judge("kissing-number", [new Array(11).fill(1), new Array(11).fill(1)])).proof).toMatchObject(
    {
      where: "vectors 0 and 1 are duplicates",
    },
  );
  expect(
    (
      await judge("cap-set", [
        [0, 0, 0, 0, 0, 0],
        [1, 1, 1, 1, 1, 1],
        [2, 2, 2, 2, 2, 2],
      ])
    ).proof,
  ).toMatchObject({
    where: expect.stringMatching(/lie on a line/),
  });
});

test("Strassen's algorithm is proved, and with one sign changed refused", async () => {
  const strassen = [
    [
      [1, 0, 0, 1],
      [1, 0, 0, 1],
      [1, 0, 0, 1],
    ],
    [
      [0, 0, 1, 1],
      [1, 0, 0, 0],
      [0, 0, 1, -1],
    ],
    [
      [1, 0, 0, 0],
      [0, 1, 0, -1],
      [0, 1, 0, 1],
    ],
    [
      [0, 0, 0, 1],
      [-1, 0, 1, 0],
      [1, 0, 1, 0],
    ],
    [
      [1, 1, 0, 0],
      [0, 0, 0, 1],
      [-1, 1, 0, 0],
    ],
    [
      [-1, 0, 1, 0],
      [1, 1, 0, 0],
      [0, 0, 0, 1],
    ],
    [
      [0, 1, 0, -1],
      [0, 0, 1, 1],
      [1, 0, 0, 0],
    ],
  ];
  expect(await judge("matrix-multiplication", strassen, "2x2x2")).toMatchObject({
    score: 7,
    proof: { status: "proved" },
  });
  const wrong = without(strassen, 6, [
    [0, 1, 0, 1],
    [0, 0, 1, 1],
    [1, 0, 0, 0],
  ]);
  expect((await judge("matrix-multiplication", wrong, "2x2x2")).proof).toMatchObject({
    status: "refused",
    by: "2",
  });
});

test("heights of the overlap problem are mixed to their integral exactly, and refused outside of 0 to 1", async () => {
  expect((await judge("minimum-overlap", [0.5, 0.5, 0.5, 0.5])).proof).toMatchObject({
    status: "proved",
    value: `0.5${"0".repeat(19)}`,
  });
  expect((await judge("minimum-overlap", [0.2, 0.9, 0.2])).proof).toMatchObject({
    means: expect.stringMatching(/mixed/),
  });
  expect((await judge("minimum-overlap", [0.2, 1.5, 0.2])).proof).toMatchObject({
    where: "height 1 is above 1",
    by: "0.5",
  });
});

test("points of Heilbronn's problems are compared without rounding √3, and drawn in where they are outside", async () => {
  const seed = Array.from({ length: 11 }, (_, k) => [0.25 + 0.05 * k, 0.05 + 0.002 * k * k]);
  expect((await judge("heilbronn-triangle", seed)).proof.status).toBe("proved");
  const { proof } = await judge("heilbronn-triangle", without(seed, 0, [0.1, -1e-15]));
  expect(proof).toMatchObject({
    status: "refused",
    where: "point 0 lies outside the triangle",
    by: "1e-15",
    repaired: {},
  });
});

test("hexagons that overlap by a hair are refused and moved apart", async () => {
  const rows = (step: number): Json =>
    Array.from({ length: 11 }, (_, k) => [step * (k % 4), 2.1 * Math.floor(k / 4), 30]) as Json;
  const apart = { hexagons: rows(1.74), centre: [2.6, 2.1], degrees: 0 };
  expect((await judge("hexagon-packing", apart)).proof.status).toBe("proved");
  const { score, proof } = await judge("hexagon-packing", { ...apart, hexagons: rows(Math.sqrt(3) - 1e-9) });
  expect(score).toMatch(/overlap/);
  expect(proof).toMatchObject({ status: "refused", by: expect.stringMatching(/e-9$/), repaired: {} });
});

test("a constant ratio of distances is exact: the corners of a square have 2", async () => {
  const square = Array.from({ length: 16 }, (_, k) => [k % 4, Math.floor(k / 4)]);
  expect((await judge("distance-ratio", square)).proof).toMatchObject({ value: `18.${"0".repeat(20)}` });
});

test.each([
  ["distance-ratio", "distance-ratio-16", /^12\.88922990769401285/],
  ["heilbronn-convex", "heilbronn-convex-13", /^0\.03093720792162035/],
])("the points of %s that ship reach the best known value, exactly", async (problem, file, value) => {
  const path = fileURLToPath(new URL(`../../examples/${file}.json`, import.meta.url));
  const points = JSON.parse(readFileSync(path, "utf8")) as Json;
  const { proof } = await judge(problem, points);
  expect(proof).toMatchObject({ status: "proved", value: expect.stringMatching(value) });
});
