import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { GalapagosError } from "../../src/core/index.ts";
import { readJson, refuse } from "../../src/schema/index.ts";

const read = (text: string) => readJson(text, "a.json", { code: "a/json", hint: "write one" });

function refusal(text: string): GalapagosError {
  try {
    read(text);
  } catch (error) {
    if (error instanceof GalapagosError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

describe("JSON as people write it", () => {
  it("reads what JSON.parse reads, to the same value", () => {
    fc.assert(
      fc.property(fc.json(), fc.boolean(), (text, bom) => {
        expect(read(`${bom ? "\uFEFF" : ""}${text}`).value).toEqual(JSON.parse(text));
      }),
      { seed: 11, numRuns: 300 },
    );
  });

  it.each([
    ['{"a": {"b": 1},\n "a": 2}', 'a.json:2:2: expected each property once, got "a" again'],
    [
      '{"a": [{"x": 1}, {"x": 1, /* "x": */ "\\u0078": 2}]}',
      'a.json:1:38: expected each property once, got "x" again',
    ],
  ])("refuses a property that comes twice, since the first would be lost: %s", (text, message) => {
    expect(refusal(text).message).toBe(message);
  });

  it("takes names that stand in comments, texts and other objects for no repetition", () => {
    const text = '{"a": "\\"a\\": 1", "b": {"a": 1}, // "a": 3\n "c": [{"a": 1}, {"a": 2}], "d\\\\": 1}';
    expect(Object.keys(read(text).value as object)).toEqual(["a", "b", "c", "d\\"]);
  });

  it("reads comments and trailing commas as if they were not there", () => {
    const blanks = fc.constantFrom(" ", "\r\n", "/* , ] } */", "// [,\n", "\t");
    const value = fc.jsonValue({ maxDepth: 3 });
    fc.assert(
      fc.property(value, fc.array(blanks, { minLength: 1, maxLength: 4 }), (one, list) => {
        let at = 0;
        const spaced = JSON.stringify(one).replace(/"(?:[^"\\]|\\.)*"|[{}[\],:]/g, (token) => {
          at += 1;
          const blank = list[at % list.length] as string;
          return /[}\]]/.test(token) ? `${blank}${token}` : `${token}${blank}`;
        });
        const trailing = spaced.replace(
          /("(?:[^"\\]|\\.)*"|\/\*.*?\*\/|\/\/.*\n)|([\d\w}\]])(\s*[}\]])/g,
          (all, kept, end, close) => (kept === undefined ? `${end},${close}` : all),
        );
        expect(read(trailing).value).toEqual(one);
      }),
      { seed: 12, numRuns: 300 },
    );
  });

  it.each(["[,]", "[1,,]", "{,}", '{"a":,}', "[1 2]", "[1,2", "// nothing", "[1] [2]", "[01]", "[.5]"])(
    "refuses %j all the same",
    (text) => {
      expect(refusal(text).message).toMatch(/^a\.json:1:\d+: expected /);
    },
  );

  it("tells every line that is wrong, with its column", () => {
    expect(refusal('{\n  "a": NaN,\n  "b": \'x\',\n  "c" 1\n}').message).toMatchInlineSnapshot(`
      "a.json:2:8: expected a value or a name in double quotes, got NaN
      a.json:3:8: expected a value or a name in double quotes, got '
      a.json:4:7: expected a colon, got 1"
    `);
    expect(refusal('{\n  "a": NaN\n}').hint).toMatch(/no NaN/);
    expect(refusal('["').message).toMatchInlineSnapshot(
      `"a.json:1:2: expected the end of a text, a double quote, got ""`,
    );
    expect(refusal('{\n  "a": 1\n').message).toMatchInlineSnapshot(
      `"a.json:3:1: expected a comma or }, got the end of the file"`,
    );
    expect(refusal("")).toMatchObject({
      message: "expected JSON in a.json, got an empty file",
      hint: "write one",
    });
  });

  it("refuses what nobody can walk, and soon, comments or not", () => {
    const deep = `${"[".repeat(200_000)}${"]".repeat(200_000)}`;
    expect(refusal(deep).message).toMatch(/at most 200 levels of nesting/);
    expect(refusal(`// deep\n${deep}`).message).toBe(
      "a.json:2:201: expected at most 200 levels of nesting, got more",
    );
    expect(refusal('{ "x": 1e999 }').message).toBe(
      "a.json:1:8: expected finite numbers, got one that overflows to infinity at /x",
    );
    const began = performance.now();
    for (const sign of ["@", "/", "[,", '"', "\\", "/*"]) refusal(`[${sign.repeat(100_000)}`);
    expect(performance.now() - began).toBeLessThan(10_000);
  });

  it("keeps names like __proto__ as names", () => {
    const { value } = read('{ "__proto__": { "a": 1 }, /* x */ }');
    expect(Object.keys(value as object)).toEqual(["__proto__"]);
    expect(({} as { a?: number }).a).toBeUndefined();
  });
});

describe("a place in the text", () => {
  const json = read('\uFEFF{\n  // of the list\n  "list": [1,\n    { "a~/b": "x" }],\n}');

  it.each([
    ["", null, 1, 1],
    ["/list", null, 3, 11],
    ["/list/1", null, 4, 5],
    ["/list/1/a~0~1b", null, 4, 15],
    ["/list/1", "a~/b", 4, 7],
    ["/list/7/b", null, 3, 11],
    ["/nowhere", null, 1, 1],
  ])("%j with the name %j is line %d, column %d", (pointer, name, line, column) => {
    expect(json.placeOf(pointer, name)).toEqual({ line, column });
  });

  it("orders the faults of a file", () => {
    const fault = (pointer: string, hint: string) => ({
      pointer,
      unknown: null,
      expected: "y",
      came: "x",
      hint,
    });
    const error = refuse([fault("/list/1", "Second."), fault("/list", "First.")], {
      origin: "a.json",
      text: json,
      code: "a/b",
    });
    expect(error).toMatchObject({
      message: "a.json:3:11: expected y at /list, got x\na.json:4:5: expected y at /list/1, got x (Second)",
      hint: "First.",
      code: "a/b",
    });
  });
});
