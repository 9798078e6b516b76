import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Language, languageNamed } from "../../src/language/index.ts";
import type { Constants } from "../../src/program/index.ts";

const constantsOf = (language: string, source: string): Constants =>
  (languageNamed(language) as Language).constants?.(source) as Constants;
const valuesOf = (language: string, source: string): readonly number[] =>
  constantsOf(language, source).numbers.map(({ value }) => value);

const PYTHON = `import math
LIMIT = 9.5
# EVOLVE-BLOCK-START
TABLE = [
    (0.25, 1.5),
    (0.75, -2.5),  # 3.25 of a comment
    (1.25, 0.5),
]
def cool(step, rate=0.125):
    text = "0.5 of a string"
    return math.exp(-0.01 * step) - 1e-3 + rate ** 2 + TABLE[0][1]
# EVOLVE-BLOCK-END
END = 7.5
`;

describe("the tunable numbers of a program that is known by its tokens", () => {
  it("are its fractions within the evolve regions, and neither of texts, comments and heads of functions, nor whole", () => {
    expect(valuesOf("python", PYTHON)).toEqual([0.25, 1.5, 0.75, -2.5, 1.25, 0.5, -0.01, 1e-3]);
  });

  it("have the spread of their column as unit, as in JavaScript", () => {
    const units = constantsOf("python", PYTHON).numbers.map(({ unit }) => unit);
    const script =
      "export const f = () => {\n// EVOLVE-BLOCK-START\nreturn [[0.25, 1.5], [0.75, -2.5], [1.25, 0.5]];\n// EVOLVE-BLOCK-END\n}\n";
    const parsed = constantsOf("javascript", script).numbers.map(({ unit }) => unit);
    expect(units.slice(0, 6)).toEqual(parsed);
    expect(units.slice(6)).toEqual([0.01, 1e-3]);
    const flat = "# EVOLVE-BLOCK-START\nw = [0.5, 1.5, 2.5]\nf(0.5, 4.5, 9.5)\n# EVOLVE-BLOCK-END\n";
    expect(constantsOf("python", flat).numbers.map(({ unit }) => unit)).toEqual([
      ...Array.from({ length: 3 }, () => Math.sqrt(2 / 3)),
      0.5,
      4.5,
      9.5,
    ]);
  });

  it("are only those that the program declares, where it declares some", () => {
    const source = `# EVOLVE-BLOCK-START
cooling = 0.95  # @tune 0.8 .. 0.999
# @tune log
weight = 1e-3
rounds = 12  # @tune 5 .. 50
other = 0.5
# EVOLVE-BLOCK-END
`;
    const { numbers } = constantsOf("python", source);
    expect(numbers.map(({ value, isWhole, isLogarithmic }) => [value, isWhole, isLogarithmic])).toEqual([
      [0.95, false, false],
      [1e-3, false, true],
      [12, true, false],
    ]);
    expect(numbers[0]).toMatchObject({ low: 0.8, high: 0.999 });
  });

  it.each([
    [
      "cpp",
      "double f(double x) {\n// EVOLVE-BLOCK-START\ndouble w[3] = {0.5, 1.5f, -2.5};\nreturn x - 0.25 * w[1];\n// EVOLVE-BLOCK-END\n}\n",
    ],
    [
      "rust",
      "// EVOLVE-BLOCK-START\nfn f(x: f64) -> f64 { let w = [0.5_f64, 1.5f64, -2.5]; x - 0.25 * w[1] }\n// EVOLVE-BLOCK-END\n",
    ],
    [
      "go",
      "package main\n// EVOLVE-BLOCK-START\nfunc f(x float64) float64 {\n\tw := []float64{0.5, 1.5, -2.5}\n\treturn x - 0.25*w[1]\n}\n// EVOLVE-BLOCK-END\n",
    ],
    ["python", PYTHON],
  ])("are given other values and read back, in %s", (language, source) => {
    const constants = constantsOf(language, source);
    const { check } = languageNamed(language) as Language;
    const value = fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((v) => Number(v.toFixed(6)) + 0);
    const values = fc.array(value, {
      minLength: constants.numbers.length,
      maxLength: constants.numbers.length,
    });
    fc.assert(
      fc.property(values, (wanted) => {
        const child = constants.withValues(wanted);
        expect(check?.(child?.source ?? "", null)).toBeNull();
        expect(valuesOf(language, child?.source ?? "")).toEqual(wanted.map((v) => v + 0));
      }),
      { seed: 3, numRuns: 60 },
    );
    expect(constants.numbers.length).toBeGreaterThanOrEqual(3);
  });

  it("are none of a text whose brackets do not fit", () => {
    expect(
      (languageNamed("python") as Language).constants?.(
        "# EVOLVE-BLOCK-START\nx = (0.5\n# EVOLVE-BLOCK-END\n",
      ),
    ).toBeNull();
  });
});
