import { readdirSync, readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { schemaCheck } from "../../src/schema/index.ts";

const schemas = new URL("../../schemas/", import.meta.url);

describe("a schema that ships", () => {
  it.each(readdirSync(schemas).filter((name) => name.endsWith(".schema.json")))(
    "%s is a valid JSON Schema without loose ends",
    (name) => {
      const schema = JSON.parse(readFileSync(new URL(name, schemas), "utf8"));
      const ajv = new Ajv({ strict: true, allowUnionTypes: true });
      expect(ajv.validateSchema(schema), ajv.errorsText()).toBe(true);
      expect(() => ajv.compile(schema)).not.toThrow();
    },
  );
});

const check = schemaCheck<object>(
  {
    type: "object",
    additionalProperties: false,
    required: ["size", "name"],
    properties: {
      name: { type: "string", minLength: 1, description: "Its name." },
      size: { type: "integer", minimum: 1, maximum: 9, description: "Its size." },
      way: { type: "string", enum: ["ascend", "descend"], description: "Its way." },
      range: {
        anyOf: [
          { type: "array", items: { type: "number" } },
          { type: "string", enum: ["auto"] },
        ],
        description: "Its range.",
      },
    },
  },
  "see the manual",
);

describe("a check", () => {
  it("tells everything that is wrong, each thing once, in the schema's words", () => {
    const told = check
      .faults({ nme: "a", size: 0, way: "ascent", range: "all" })
      .map(({ pointer, expected, came, hint }) => `${pointer}: expected ${expected}, got ${came}: ${hint}`);
    expect(told).toEqual([
      ': expected only known properties, got the unknown property "nme": did you mean "name"?',
      "/size: expected at least 1, got 0: Its size.",
      '/way: expected "ascend" or "descend", got "ascent": did you mean "ascend"?',
      '/range: expected a list or "auto", got "all": Its range.',
    ]);
    expect(check.faults({ name: "a", size: 3, range: [1, "x"] })).toMatchObject([
      { pointer: "/range/1", expected: "a number", came: '"x"', hint: "Its range." },
    ]);
  });

  it("finds nothing wrong with what it accepts, whatever it was asked before", () => {
    expect(check.accepts({ name: 1 })).toBe(false);
    expect(check.accepts({ name: "a", size: 3 })).toBe(true);
    expect(check.faults({ name: "a", size: 3, range: "auto" })).toEqual([]);
  });

  it("tells the first fault alone of a value too large for a list, and that soon", () => {
    const large = { name: "a", size: 3, range: Array.from({ length: 1e6 }, () => "x") };
    const began = performance.now();
    expect(check.faults(large)).toHaveLength(1);
    expect(performance.now() - began).toBeLessThan(5000);
  });
});
