import { expect, test } from "vitest";
import { closestName } from "../../src/core/index.ts";

test("a misspelt name finds its neighbour, a strange one finds none", () => {
  const names = ["evaluator", "entryPoint", "seed"];
  expect(closestName("entrypoint", names)).toBe("entryPoint");
  expect(closestName("evalautor", names)).toBe("evaluator");
  expect(closestName("sed", names)).toBe("seed");
  // neighbours that change places are one change, elsewhere they are two
  expect(closestName("sede", names)).toBe("seed");
  expect(closestName("esed", names)).toBe("seed");
  expect(closestName("edse", names)).toBeNull();
  expect(closestName("colour", names)).toBeNull();
  expect(closestName("", names)).toBeNull();
});
