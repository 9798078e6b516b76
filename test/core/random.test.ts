import { describe, expect, it } from "vitest";
import { randomStream } from "../../src/core/index.ts";

/** First draws of streams whose names differ in their last part only. */
const first = (step: number, purpose: string): number => randomStream("1", 0, step, purpose).next();
const STEPS = Array.from({ length: 2000 }, (_, step) => step);

function correlation(pairs: readonly (readonly [number, number])[]): number {
  const mean = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0) / list.length;
  const [a, b] = [pairs.map(([x]) => x), pairs.map(([, y]) => y)];
  const [ma, mb] = [mean(a), mean(b)];
  const cov = mean(pairs.map(([x, y]) => (x - ma) * (y - mb)));
  return cov / Math.sqrt(mean(a.map((x) => (x - ma) ** 2)) * mean(b.map((y) => (y - mb) ** 2)));
}

describe("named random streams", () => {
  it("give equal draws for equal names", () => {
    const [one, two] = [randomStream("s", 1, 2, "x"), randomStream("s", 1, 2, "x")];
    expect(Array.from({ length: 20 }, () => one.next())).toEqual(
      Array.from({ length: 20 }, () => two.next()),
    );
  });

  it.each([
    ["mate-0", "mate-1"],
    ["offline-0", "offline-5"],
    ["crossover-0", "crossover-9"],
  ])("%s and %s know nothing of each other", (a, b) => {
    // the distance between first draws on the circle: even where streams are independent, fixed where they are not
    const distances = STEPS.map((step) => (first(step, a) - first(step, b) + 1) % 1);
    const bins = new Array(10).fill(0);
    for (const distance of distances) bins[Math.floor(distance * 10)] += 1;
    for (const count of bins) expect(Math.abs(count - 200)).toBeLessThan(70);
    expect(Math.abs(correlation(STEPS.map((step) => [first(step, a), first(step, b)])))).toBeLessThan(0.08);
  });

  it("of neighbouring steps know nothing of each other", () => {
    const pairs = STEPS.map((step) => [first(step, "parent"), first(step + 1, "parent")] as const);
    expect(Math.abs(correlation(pairs))).toBeLessThan(0.08);
  });
});

describe("a weighted draw", () => {
  it("falls in proportion to the weights, by one draw, and never on a weight of zero or less", () => {
    const items = [
      ["a", 1],
      ["never", 0],
      ["b", 2.5],
      ["nor this", -3],
      ["c", 0.5],
    ] as const;
    const stream = randomStream("weighted");
    const counts: Record<string, number> = {};
    for (let i = 0; i < 8000; i++) {
      const [name] = stream.weighted(items, ([, weight]) => weight);
      counts[name] = (counts[name] ?? 0) + 1;
    }
    expect(Object.keys(counts).toSorted()).toEqual(["a", "b", "c"]);
    for (const [name, weight] of items)
      if (weight > 0) expect(Math.abs((counts[name] ?? 0) - 2000 * weight)).toBeLessThan(150);
    const beside = randomStream("weighted");
    for (let i = 0; i < 8000; i++) beside.next();
    expect(stream.next()).toBe(beside.next());
  });

  it("draws what a draw of whole numbers drew", () => {
    const weights = [10, 4, 4, 1];
    const [one, other] = [randomStream("same"), randomStream("same")];
    for (let i = 0; i < 500; i++) {
      const ticket = one.int(19);
      expect(other.weighted([0, 1, 2, 3], (at) => weights[at] ?? 0)).toBe(
        ticket < 10 ? 0 : ticket < 14 ? 1 : ticket < 18 ? 2 : 3,
      );
    }
  });

  it("takes the tiniest weights, and refuses to draw from none", () => {
    expect(randomStream("x").weighted(["a"], () => Number.MIN_VALUE)).toBe("a");
    expect(() => randomStream("x").weighted(["a", "b"], () => 0)).toThrow(RangeError);
    expect(() => randomStream("x").weighted([], () => 1)).toThrow(RangeError);
  });
});
