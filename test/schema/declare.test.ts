import { describe, expect, expectTypeOf, it } from "vitest";
import {
  type Complete,
  completed,
  either,
  flag,
  integer,
  list,
  literal,
  nullable,
  object,
  oneOf,
  optional,
  schemaCheck,
  schemaFile,
  section,
  string,
  type Written,
} from "../../src/schema/index.ts";

const ISLAND = object(
  {
    name: string({ description: "Its name." }),
    size: integer({ description: "Its size.", minimum: 1, default: 3 }),
    kind: optional(oneOf(["hot", "cold"], { description: "Its kind." })),
  },
  { description: "An island." },
);
const WORLD = section(
  {
    seed: flag("--seed <n>", integer({ description: "Its seed.", default: 7 })),
    stop: nullable(integer({ description: "Its end." }), { default: null }),
    sea: section({ depth: integer({ description: "Its depth.", default: 2 }) }, { description: "The sea." }),
    main: optional(ISLAND),
    islands: list(ISLAND, { description: "Islands.", default: [] }),
    price: either([literal("free", {}), integer({})], { description: "Its price.", default: "free" }),
  },
  { description: "A world." },
);

describe("a declaration", () => {
  it("is a JSON Schema that asks for what has no default, and for nothing else", () => {
    expect(WORLD.required).toBeUndefined();
    expect(JSON.parse(JSON.stringify(ISLAND))).toEqual({
      type: "object",
      additionalProperties: false,
      description: "An island.",
      required: ["name"],
      properties: {
        name: { type: "string", description: "Its name." },
        size: { type: "integer", description: "Its size.", minimum: 1, default: 3 },
        kind: { type: "string", enum: ["hot", "cold"], description: "Its kind." },
      },
    });
    const check = schemaCheck<Written<typeof WORLD>>(schemaFile("World", WORLD), "");
    expect(check.accepts({ $schema: "x", stop: null, main: { name: "a" }, price: 4 })).toBe(true);
    expect(check.accepts({ main: {} })).toBe(false);
    expect(check.accepts({ seed: null })).toBe(false);
  });

  it("completes what was written, sections and nested objects included, and leaves the rest out", () => {
    expect(completed(WORLD, {})).toEqual({
      seed: 7,
      stop: null,
      sea: { depth: 2 },
      islands: [],
      price: "free",
    });
    expect(completed(WORLD, { stop: 5, main: { name: "a", kind: "hot" }, sea: {} })).toMatchObject({
      stop: 5,
      sea: { depth: 2 },
      main: { name: "a", size: 3, kind: "hot" },
    });
    expect(Object.hasOwn(completed(WORLD, {}), "main")).toBe(false);
  });

  it("carries the type of what is written and of what is completed", () => {
    expectTypeOf<Written<typeof ISLAND>>().toEqualTypeOf<{
      readonly name: string;
      readonly size?: number;
      readonly kind?: "hot" | "cold";
    }>();
    expectTypeOf<Complete<typeof ISLAND>>().toEqualTypeOf<{
      readonly name: string;
      readonly size: number;
      readonly kind?: "hot" | "cold";
    }>();
    expectTypeOf<Complete<typeof WORLD>["stop"]>().toEqualTypeOf<number | null>();
    expectTypeOf<Complete<typeof WORLD>["price"]>().toEqualTypeOf<number | "free">();
    expectTypeOf<Written<typeof WORLD>["islands"]>().toEqualTypeOf<
      readonly Written<typeof ISLAND>[] | undefined
    >();
  });
});
