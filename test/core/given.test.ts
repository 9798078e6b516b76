import { expect, expectTypeOf, it } from "vitest";
import { given } from "../../src/core/index.ts";

it("leaves out what is undefined, and keeps null, false, 0 and the order", () => {
  const object = given({ b: null, a: undefined, c: false, d: 0 });
  expect(JSON.stringify(object)).toBe('{"b":null,"c":false,"d":0}');
  expect("a" in object).toBe(false);
});

it("tells the compiler which properties may be absent", () => {
  const threads: number | undefined = [3, undefined][Number(process.pid > 0)];
  expectTypeOf(given({ name: "x", threads })).toExtend<{
    readonly name: string;
    readonly threads?: number;
  }>();
});
