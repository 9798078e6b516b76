import { describe, expect, it } from "vitest";
import { permutationTest } from "../../src/core/index.ts";

describe("the permutation test", () => {
  it("counts all divisions of small groups", () => {
    // the most extreme of 20 divisions, and its mirror image
    expect(permutationTest([1, 2, 3], [4, 5, 6])).toBe(2 / 20);
    expect(permutationTest([4, 5, 6], [1, 2, 3])).toBe(2 / 20);
    expect(permutationTest([1], [2, 3])).toBe(2 / 3);
    expect(permutationTest([5, 5, 5], [5, 5])).toBe(1);
    // 0.1 + 0.2 + 0.3 and 0.3 + 0.2 + 0.1 are one division, whatever their last digits
    expect(permutationTest([0.1, 0.2], [0.3, 0.1, 0.2, 0.3])).toBe(permutationTest([1, 2], [3, 1, 2, 3]));
  });

  it("says nothing of groups that cannot differ by more", () => {
    expect(permutationTest([], [1, 2])).toBeNull();
    expect(permutationTest([1], [2])).toBeNull();
  });

  it("draws divisions of large groups, the same ones every time", () => {
    const low = Array.from({ length: 12 }, (_, i) => i % 4);
    const high = low.map((value) => value + 3);
    expect(permutationTest(low, high)).toBe(1 / 20_001);
    const mixed = permutationTest(low, [...low.slice(1), 2]);
    expect(mixed).toBeGreaterThan(0.5);
    expect(permutationTest(low, [...low.slice(1), 2])).toBe(mixed);
  });
});
