import { readdirSync, readFileSync } from "node:fs";
import { Ajv } from "ajv";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plainTest } from "../../src/schema/index.ts";

const ajv = new Ajv({ strict: false, logger: false, addUsedSchema: false });

/** The first fault of a value, as ajv tells it. */
function faultOf(schema: object, value: unknown): object | null {
  const validate = ajv.compile(schema);
  if (validate(value)) return null;
  const [{ instancePath: pointer = "", message = "" } = {}] = validate.errors ?? [];
  return { pointer, message };
}

const NAMES = ["a", "b/c", "d~e"] as const;

const value = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom(null, true, 0, 1, 2.5, -3, "", "a", "ab", "é🐢"),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...NAMES, "x"), tie("value"), { maxKeys: 3 }),
  ),
})).value;

const some = <T>(all: { [K in keyof T]: fc.Arbitrary<T[K]> }) => fc.record(all, { requiredKeys: [] });
const size = fc.integer({ min: 0, max: 3 });
const bound = fc.constantFrom(-1, 0, 1.5, 2);
const word = fc.constantFrom<unknown>(null, 0, "a", true, 2.5);

const schema = fc.letrec<{ schema: object }>((tie) => ({
  schema: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    some({ type: fc.constantFrom("integer", "number", ["number", "null"], ["string", "integer"]) }),
    some({ const: word }),
    some({ enum: fc.uniqueArray(word, { minLength: 1, maxLength: 3 }) }),
    some({ type: fc.constant("number"), minimum: bound, exclusiveMaximum: bound }),
    some({ type: fc.constant("integer"), maximum: bound, exclusiveMinimum: bound }),
    some({
      ...{ type: fc.constant("string"), minLength: size, maxLength: size },
      pattern: fc.constantFrom("^a", "b$", "\\p{L}"),
    }),
    some({ type: fc.constant("array"), minItems: size, maxItems: size, items: tie("schema") }),
    some({
      ...{ type: fc.constant("object"), minProperties: size, maxProperties: size },
      required: fc.uniqueArray(fc.constantFrom(...NAMES), { maxLength: 2 }),
      properties: fc.dictionary(fc.constantFrom(...NAMES), tie("schema"), { maxKeys: 3 }),
      additionalProperties: fc.oneof(fc.boolean(), tie("schema")),
      propertyNames: fc.record({ pattern: fc.constantFrom("^[ab]", "e$") }),
    }),
    some({ anyOf: fc.array(tie("schema"), { minLength: 1, maxLength: 3 }), title: fc.constant("a title") }),
  ),
})).schema;

describe("the plain test of a schema", () => {
  it("says of every value what ajv says first, in its words", () => {
    fc.assert(
      fc.property(schema, fc.array(value, { minLength: 4, maxLength: 4 }), (schema, values) => {
        const test = plainTest(schema);
        for (const value of values) expect(test?.(value)).toEqual(faultOf(schema, value));
      }),
      { numRuns: 60 },
    );
  });

  it("takes whole numbers of any size, and equal items for what they are", () => {
    const unique = { type: "array", uniqueItems: true, items: { type: ["integer", "object"] } };
    for (const list of [
      [1, 1e300],
      [0, -0],
      [
        { a: 1, b: 2 },
        { b: 2, a: 1 },
      ],
      [{ a: 1 }, { a: 2 }],
    ])
      expect(plainTest(unique)?.(list) === null, JSON.stringify(list)).toBe(faultOf(unique, list) === null);
  });

  it.each<[string, unknown]>([
    ["words that it does not know", { type: "number", multipleOf: 2 }],
    ["references", { items: { $ref: "#" } }],
    ["other drafts", { $schema: "https://json-schema.org/draft/2020-12/schema" }],
    ["names that every object has", { properties: { constructor: { type: "number" } } }],
    ["compounds as values", { enum: [[1]] }],
    ["types that there are not", { type: "float" }],
    ["types said twice", { type: ["null", "null"] }],
    ["no type at all", { type: [] }],
    ["bounds that are none", { minimum: "1" }],
    ["sizes that are none", { maxItems: 1.5 }],
    ["expressions that do not parse", { properties: { a: { pattern: "(" } } }],
    ["lists that are none", { required: "a" }],
    ["schemas that are none", { additionalProperties: true, items: [{ type: "number" }] }],
    ["a title that is no text", { title: 1 }],
    ["what is no object", true],
  ])("leaves to ajv: %s", (_, schema) => {
    expect(plainTest(schema)).toBe(null);
  });

  const shipped = new URL("../../schemas/", import.meta.url);
  it.each(readdirSync(shipped).filter((name) => name.endsWith(".schema.json")))("is there for %s", (name) => {
    expect(plainTest(JSON.parse(readFileSync(new URL(name, shipped), "utf8")))).not.toBe(null);
  });
});
