import { expect, it } from "vitest";
import { coordinateOf, readConstants, valueAt } from "../../src/program/index.ts";

const program = (comment: string, numbers = "0.5, 0.25, 0.125"): string =>
  `export const solve = () => [\n  ${numbers}, ${comment}\n];\n`;

/** Programs that say of their own numbers what no search can follow. */
it.each([
  ["endless bounds", program("// @tune -1e999 .. 1e999")],
  ["bounds that are no numbers", program("// @tune NaN .. x")],
  ["bounds the wrong way round", program("// @tune 2 .. 1")],
  ["bounds with nothing between", program("// @tune 1 .. 1")],
  ["bounds as far apart as numbers go", program("// @tune -1.7e308 .. 1.7e308")],
  ["a logarithm of zero", program("// @tune log", "0, 0.0, 0")],
  ["a logarithm of what is below zero", program("// @tune log -1 .. 1", "-0.5, -0.25, -0.125")],
  ["numbers that are as large as any", program("", "1.7e308, -1.7e308, 1.5e308")],
  ["numbers as small as any", program("", "5e-324, 1e-323, -5e-324")],
  ["a comment as long as a program", program(`/* @tune ${"log ".repeat(20_000)} */`)],
  ["a thousand declarations", `export const solve = () => [\n${"  0.5, // @tune 0 .. 1\n".repeat(1000)}];\n`],
  ["equal numbers", program("", "0.1, 0.1, 0.1")],
  ["a declaration of code", program("// @tune __proto__ .. constructor")],
])("a program cannot lead the tuner astray: %s", (_what, source) => {
  const constants = readConstants(source, "javascript");
  const numbers = constants?.numbers ?? [];
  for (const number of numbers.slice(0, 20)) {
    expect(number.unit).toBeGreaterThan(0);
    expect(valueAt(number, 0, 0.1)).toBeCloseTo(number.value, 10);
    expect(Number.isNaN(coordinateOf(number, number.value))).toBe(false);
  }
  const values = numbers.map((number, i) => valueAt(number, i % 2 === 0 ? 0.3 : -0.3, 0.1));
  if (!values.every(Number.isFinite)) return;
  const child = constants?.withValues(values) ?? null;
  if (child !== null)
    expect(readConstants(child.source, "javascript")?.numbers.length).toBeLessThanOrEqual(numbers.length);
});
