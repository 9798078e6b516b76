import fc from "fast-check";
import { expect, test } from "vitest";
import { convolve, decimalText, exactly, Interval } from "../../src/exact/index.ts";

test("a double is its exact rational, and comes back as it was", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      const { s, n, d } = exactly(value);
      return Number(s * n) / Number(d) === value || d > 2n ** 1000n || n > 2n ** 1000n;
    }),
    { seed: 1, numRuns: 200 },
  );
  expect(exactly("-3/7").toFraction()).toBe("-3/7");
  expect(() => exactly("1/0")).toThrow(SyntaxError);
  expect(() => exactly(Number.NaN)).toThrow(RangeError);
});

test("decimal texts are rounded to the side that is asked for", () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 1 }), (over, under) => {
      const value = exactly(over).div(exactly(under));
      const [down, up] = [exactly(decimalText(value, 5, "down")), exactly(decimalText(value, 5, "up"))];
      return (
        down.compare(value) <= 0 && up.compare(value) >= 0 && up.sub(down).compare(exactly("0.00001")) <= 0
      );
    }),
    { seed: 1, numRuns: 200 },
  );
});

test("intervals hold what they are computed from", () => {
  const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(number, number, (a, b) => {
      const [x, y] = [Interval.of(a), Interval.of(b)];
      const holds = (interval: Interval, value: ReturnType<typeof exactly>): boolean =>
        interval.low.lte(Interval.of(value).high) && interval.high.gte(Interval.of(value).low);
      return (
        holds(x.add(y), exactly(a).add(exactly(b))) &&
        holds(x.mul(y), exactly(a).mul(exactly(b))) &&
        holds(x.sub(y), exactly(a).sub(exactly(b)))
      );
    }),
    { seed: 1, numRuns: 100 },
  );
  const third = Interval.pi().div(Interval.of(3));
  expect(third.cos().sub(Interval.of(0.5)).decimal(50, "up")).toMatch(/^-?0\.0{40}/);
  expect(Interval.of(2).sqrt().decimal(20, "down")).toBe("1.41421356237309504880");
  expect(() => Interval.of(1).div(Interval.of(0))).toThrow(RangeError);
});

test("a convolution by one large product is the sum of products", () => {
  const list = fc.array(fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(list, list, (a, b) => {
      const plain = Array.from({ length: a.length + b.length - 1 }, (_, k) =>
        a.reduce((sum, value, i) => sum + value * (b[k - i] ?? 0n), 0n),
      );
      expect(convolve(a, b)).toEqual(plain);
    }),
    { seed: 1, numRuns: 100 },
  );
});
