import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findRegions, sameOutsideRegions } from "../../src/program/index.ts";

const inside = (source: string): string[] => {
  const found = findRegions(source);
  if (found.status !== "ok") throw new Error(found.message);
  return found.regions.map(({ start, end }) => source.slice(start, end));
};

describe("evolve regions", () => {
  test("a program without markers is one region", () => {
    expect(inside("let a = 1;\nlet b;\n")).toEqual(["let a = 1;\nlet b;\n"]);
    expect(inside("")).toEqual([""]);
  });

  test.each([
    ["//", ""],
    ["#", ""],
    ["--", ""],
    [";", " remark"],
    ["/*", " */"],
    ["<!--", " -->"],
    ["(*", " *)"],
    ["%", ""],
    ["REM", ""],
  ])("finds markers in comments that begin with %s", (open, close) => {
    const source = `top\n  ${open} EVOLVE-BLOCK-START${close}\nbody\n\t${open} EVOLVE-BLOCK-END${close}\nrest`;
    expect(inside(source)).toEqual(["body\n"]);
  });

  test("keeps CRLF line endings out of the regions' borders", () => {
    const source = "a\r\n// EVOLVE-BLOCK-START\r\nb\r\n// EVOLVE-BLOCK-END\r\nc\r\n";
    expect(inside(source)).toEqual(["b\r\n"]);
  });

  test("several regions, the last one up to a marker that ends the file", () => {
    const source =
      "# EVOLVE-BLOCK-START\na\n# EVOLVE-BLOCK-END\nb\n# EVOLVE-BLOCK-START\nc\n# EVOLVE-BLOCK-END";
    expect(inside(source)).toEqual(["a\n", "c\n"]);
  });

  test.each([
    ["// EVOLVE-BLOCK-START\nx", "EVOLVE-BLOCK-START is never closed (line 1)"],
    ["x\n// EVOLVE-BLOCK-START", "EVOLVE-BLOCK-START is never closed (line 2)"],
    ["x\n// EVOLVE-BLOCK-END\n", "EVOLVE-BLOCK-END without an EVOLVE-BLOCK-START before it (line 2)"],
    [
      "// EVOLVE-BLOCK-START\n// EVOLVE-BLOCK-START\n// EVOLVE-BLOCK-END\n",
      "EVOLVE-BLOCK-START inside the region opened on line 2 (line 2)",
    ],
    ["x = 1; // EVOLVE-BLOCK-START\n", "an EVOLVE-BLOCK marker must stand on a line of its own (line 1)"],
  ])("says what is wrong with %j", (source, message) => {
    expect(findRegions(source)).toMatchObject({ status: "malformed", message });
  });

  test("markers in strings are text", () => {
    expect(inside('print("EVOLVE-BLOCK-START")\n')).toEqual(['print("EVOLVE-BLOCK-START")\n']);
  });
});

describe("text outside the regions", () => {
  const line = fc.stringMatching(/^[ \w;=]{0,12}$/);
  const eol = fc.constantFrom("\n", "\r\n");

  test("is the same exactly when no byte of it changed", () => {
    fc.assert(
      fc.property(line, line, line, line, eol, (before, body, other, after, end) => {
        const program = (top: string, inner: string, bottom: string): string =>
          [top, "// EVOLVE-BLOCK-START", inner, "// EVOLVE-BLOCK-END", bottom].join(end);
        const parent = program(before, body, after);
        expect(sameOutsideRegions(parent, program(before, other, after))).toBe(true);
        expect(sameOutsideRegions(parent, program(`${before}.`, other, after))).toBe(false);
        expect(sameOutsideRegions(parent, program(before, other, `${after}.`))).toBe(false);
      }),
      { seed: 1 },
    );
  });

  test("is not the same when the markers are gone or broken", () => {
    const parent = "a\n// EVOLVE-BLOCK-START\nb\n// EVOLVE-BLOCK-END\n";
    expect(sameOutsideRegions(parent, "a\nb\n")).toBe(false);
    expect(sameOutsideRegions(parent, "a\n// EVOLVE-BLOCK-START\nb\n")).toBe(false);
  });
});
