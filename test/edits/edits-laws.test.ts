import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyEdit, EDIT_FORMATS, type EditFormat, keepsFrozen, writeEdit } from "../../src/edits/index.ts";
import { WHOLE } from "../support/whole.ts";

const SEED = 20_261;
const line = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom("a", "b", "  a", "\tb", "", "}", "if (x) {", "const é = “1”;") },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      "=======",
      "<<<<<<< SEARCH",
      ">>>>>>> REPLACE",
      "```",
      "```js",
      "-- x",
      "++ y",
      "@@",
      "\\ z",
    ),
  },
  {
    weight: 2,
    arbitrary: fc.string({ unit: "grapheme", maxLength: 12 }).map((text) => text.replace(/[\r\n]/g, "")),
  },
);
const lines = fc.array(line, { minLength: 1, maxLength: 25 });
const eol = fc.constantFrom("\n", "\r\n");

/** A program and one that is a few line edits away. */
const pair = fc
  .tuple(
    lines,
    fc.array(fc.tuple(fc.nat(30), fc.nat(2), fc.array(line, { maxLength: 3 })), { maxLength: 4 }),
    eol,
  )
  .map(([before, changes, end]) => {
    const after = [...before];
    for (const [at, removed, added] of changes) after.splice(at % (after.length + 1), removed, ...added);
    const join = (all: string[]): string => all.map((text) => text + end).join("");
    return [join(before), join(after)] as const;
  });

describe("laws of edits", () => {
  test.each(["search-replace", "unified-diff"] as const)(
    "applying a written %s gives the program",
    (format) => {
      fc.assert(
        fc.property(pair, ([before, after]) => {
          const outcome = applyEdit(before, writeEdit(before, after, format), { format });
          if (before === after) expect(outcome.status).toBe("failed");
          else expect(outcome).toMatchObject({ status: "applied", source: after });
        }),
        { seed: SEED, numRuns: WHOLE ? 3000 : 750 },
      );
    },
  );

  test("applying a written full program gives the program", () => {
    // A bare fence line ends a fence of three signs; blank lines at the very end belong to the reply's layout.
    const fence = /^\s*`{3,}.*$/gm;
    fc.assert(
      fc.property(pair, eol, ([before, after], end) => {
        const [from, to] = [before, after].map(
          (text) => `${text.replace(/\r?\n/g, end).replace(fence, "x")}z${end}`,
        );
        const written = writeEdit(from ?? "", to ?? "", "full-program", { language: "js" });
        const outcome = applyEdit(from ?? "", written, { format: "full-program" });
        if (from === to) expect(outcome).toMatchObject({ kind: "no-change" });
        else expect(outcome).toMatchObject({ status: "applied", source: to });
      }),
      { seed: SEED, numRuns: WHOLE ? 2000 : 500 },
    );
  });

  test("whatever the reply, frozen text stays byte for byte and nothing throws", () => {
    const reply = fc.oneof(
      pair.map(([before, after]) => writeEdit(before, after, "search-replace")),
      pair.map(([before, after]) => writeEdit(before, after, "unified-diff")),
      fc
        .array(
          fc.oneof(
            line,
            fc.constantFrom(
              "<<<<<<< SEARCH",
              "=======",
              ">>>>>>> REPLACE",
              "@@ -1 +1 @@",
              "+x",
              "-a",
              "-b",
              " a",
              "```",
            ),
          ),
          { maxLength: 20 },
        )
        .map((all) => all.join("\n")),
      fc.string({ unit: "binary", maxLength: 200 }),
    );
    let applied = 0;
    fc.assert(
      fc.property(
        lines,
        fc.array(fc.nat(24), { maxLength: 4 }),
        reply,
        fc.constantFrom(...EDIT_FORMATS),
        eol,
        (all, cuts, text, format, end) => {
          const source = all.map((each) => each + end).join("");
          const offsets = all.map((_each, at) =>
            all.slice(0, at).reduce((sum, each) => sum + each.length + end.length, 0),
          );
          const bounds = [...new Set(cuts.map((cut) => offsets[cut % offsets.length] ?? 0))].sort(
            (a, b) => a - b,
          );
          const editable = bounds.flatMap((start, at) =>
            at % 2 === 0 ? [{ start, end: bounds[at + 1] ?? source.length }] : [],
          );
          for (const candidate of [text, writeEdit(source, text, format)]) {
            const outcome = applyEdit(source, candidate, { format, editable });
            if (outcome.status !== "applied") continue;
            applied++;
            expect(keepsFrozen(source, outcome.source, editable)).toBe(true);
          }
        },
      ),
      { seed: SEED, numRuns: WHOLE ? 4000 : 500 },
    );
    expect(applied).toBeGreaterThan(WHOLE ? 100 : 12);
  });
});

describe("replies of a megabyte", () => {
  const many = (count: number, text: (at: number) => string): string =>
    Array.from({ length: count }, (_each, at) => text(at)).join("\n");
  const block = (search: string, replace: string): string =>
    `<<<<<<< SEARCH\n${search}\n=======\n${replace}\n>>>>>>> REPLACE`;
  const shapes: readonly [string, EditFormat, (size: number) => readonly [string, string]][] = [
    [
      "equal lines",
      "search-replace",
      (n) => [
        many(n / 2, () => "a"),
        block(
          many(n / 4, () => "a"),
          "b",
        ),
      ],
    ],
    [
      "equal lines with another at the end",
      "search-replace",
      (n) => [`${many(n / 2, () => "a")}\nc`, block(`${many(n / 4, () => "a")}\nc`, "b")],
    ],
    [
      "distinct lines that differ at the end",
      "search-replace",
      (n) => [many(n / 10, (at) => `line ${at}`), block(`${many(n / 10, (at) => `line ${at}`)}\nno`, "b")],
    ],
    ["openings without an end", "search-replace", (n) => ["a\n", many(n / 15, () => "<<<<<<< SEARCH")]],
    [
      "dividers only",
      "search-replace",
      (n) => [
        "a\n",
        block(
          many(n / 8, () => "======="),
          "x",
        ),
      ],
    ],
    ["one long line", "search-replace", (n) => [`${"x".repeat(n)}\n`, block("x".repeat(n - 1), "y")]],
    ["blank lines", "search-replace", (n) => ["a\n", block("\n".repeat(n), "y")]],
    ["hunks", "unified-diff", (n) => ["a\n", many(n / 20, () => "@@ -1,1 +1,1 @@\n-a\n+b")]],
    ["headers", "unified-diff", (n) => ["a\n", `@@ -1 +1 @@\n${many(n / 12, () => "--- a\n+++ b")}`]],
    ["fences", "full-program", (n) => ["a\n", many(n / 4, () => "```")]],
    ["nested fences", "full-program", (n) => ["a\n", many(n / 6, () => "```js")]],
    [
      "a whole program",
      "full-program",
      (n) => [
        many(n / 10, (at) => `line ${at}`),
        `\`\`\`\n${many(n / 10, (at) => `line ${at + 1}`)}\n\`\`\``,
      ],
    ],
    ["white space", "search-replace", (n) => ["a\n", `${" ".repeat(n)}x`]],
  ];
  test.each(shapes)("%s (%s) take linear time", (_name, format, shape) => {
    const time = (size: number): number => {
      const [source, reply] = shape(size);
      // The time of this thread alone: other work on the machine must not decide.
      const start = process.threadCpuUsage();
      applyEdit(source, reply, { format });
      return process.threadCpuUsage(start).user / 1000;
    };
    time(1 << 15);
    const small = Math.min(time(1 << 16), time(1 << 16));
    // Eight times the size: about eight times the time when linear, sixty-four times when quadratic; small times are noise.
    const most = Math.max(30 * small, 1000);
    const first = time(1 << 19);
    // measured again where something may have come in between
    expect(first < most ? first : time(1 << 19)).toBeLessThan(most);
  });
});
