import fc from "fast-check";
import { expect, it } from "vitest";
import { BitReader, BitWriter } from "../../src/store/bit-stream.ts";
import { joinNumbers, splitNumbers } from "../../src/store/numerals.ts";
import { contentText, packChange, readContentText, unpackChange } from "../../src/store/stored-program.ts";

/** A text of numbers in any spelling, between words. */
const numeral = fc.oneof(
  fc.integer().map(String),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc
    .tuple(fc.integer({ min: -9999, max: 9999 }), fc.stringMatching(/^\d{1,20}$/))
    .map(([a, b]) => `${a}.${b}`),
  fc.constantFrom(
    "-0",
    "0.0",
    "-0.00",
    "007",
    "1e-12",
    "1.50",
    "9".repeat(40),
    "0.1234567890123456789",
    "1e400",
  ),
);
const family = fc
  .array(fc.string({ unit: "binary", maxLength: 6 }), { minLength: 1, maxLength: 30 })
  .chain((between) =>
    fc.record({
      between: fc.constant(between),
      one: fc.array(numeral, { minLength: between.length, maxLength: between.length }),
      other: fc.array(numeral, { minLength: between.length, maxLength: between.length }),
    }),
  );

it("a text that was split at its numbers is put together again, whatever they look like", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: "binary", maxLength: 80 }), numeral), (text) => {
      expect(joinNumbers(splitNumbers(text))).toBe(text);
    }),
    { numRuns: 500, seed: 12 },
  );
});

it("bits come back as they were written, however many bytes they fill", () => {
  const field = fc.integer({ min: 0, max: 53 }).chain((count) =>
    fc.record({
      count: fc.constant(count),
      value: fc.double({ min: 0, max: 1, noNaN: true }).map((x) => Math.floor(x * (2 ** count - 1))),
    }),
  );
  fc.assert(
    fc.property(fc.array(field, { maxLength: 120 }), fc.nat({ max: 600 }), (fields, bytes) => {
      const out = new BitWriter();
      for (let i = 0; i < bytes; i++) out.bits(i % 256, 8);
      for (const { value, count } of fields) out.bits(value, count);
      const from = new BitReader(out.bytes());
      for (let i = 0; i < bytes; i++) expect(from.bits(8)).toBe(i % 256);
      expect(fields.map(({ count }) => from.bits(count))).toEqual(fields.map(({ value }) => value));
    }),
    { numRuns: 150, seed: 12 },
  );
});

it("a program that differs from another in its numbers comes back to the last digit", () => {
  fc.assert(
    fc.property(family, ({ between, one, other }) => {
      const textOf = (numbers: readonly string[]): string =>
        between.map((part, i) => part + (numbers[i] ?? "")).join("");
      const words = [{ sum: 0.1 }, null, null, "", "", {}] as const;
      const base = contentText({ source: textOf(one), words });
      for (const content of [
        { source: textOf(other), words },
        { source: textOf(other), words: [{ sum: 2.584 }, null, null, "", "", {}] as const },
        { source: textOf(other), words: [null, null, null, "threw", "", {}] as const },
        { source: textOf(other), words: [null, null, null, "said ".repeat(400), "", {}] as const },
        { source: textOf(other), words: null },
      ]) {
        const frame = packChange(contentText(content), base);
        expect(readContentText(unpackChange(frame, base))).toEqual(content);
      }
    }),
    { numRuns: 150, seed: 12 },
  );
});

it("a table whose numbers all moved a little takes a third of what their digits take", () => {
  const table = (moved: number): string =>
    Array.from({ length: 78 }, (_, i) =>
      (((i * 0.618034) % 1) + moved * (((i * 7) % 11) - 5)).toFixed(7),
    ).join(", ");
  const base = contentText({ source: `export const table = [${table(0)}];`, words: null });
  const source = `export const table = [${table(1e-4)}];`;
  const frame = packChange(contentText({ source, words: null }), base);
  expect(frame.length).toBeLessThan(78 * 2);
  expect(readContentText(unpackChange(frame, base)).source).toBe(source);
});
