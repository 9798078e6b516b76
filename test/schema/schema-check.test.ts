import { readdirSync, readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { schemaCheck } from "../../src/schema/index.ts";

const schemas = new URL("../../schemas/", import.meta.url);

describe("a schema that ships", () => {
  it.each(readdirSync(schemas))("%s is a valid JSON Schema without loose ends", (name) => {
    const schema = JSON.parse(readFileSync(new URL(name, schemas), "utf8"));
    const ajv = new Ajv({ strict: true, allowUnionTypes: true });
    expect(ajv.validateSchema(schema), ajv.errorsText()).toBe(true);
    expect(() => ajv.compile(schema)).not.toThrow();
  });
});

it("a check tells what was wrong with the value it was last asked about", () => {
  const check = schemaCheck<{ a: number }>({
    type: "object",
    required: ["a"],
    properties: { a: { type: "number" } },
  });
  expect(check.errors()).toEqual([]);
  expect(check.accepts({ a: "1" })).toBe(false);
  expect(check.errors()).toMatchObject([{ instancePath: "/a", keyword: "type" }]);
  expect(check.accepts({ a: 1 })).toBe(true);
  expect(check.errors()).toEqual([]);
});
