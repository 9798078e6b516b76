import { expect, it } from "vitest";
import { threadEnvironment } from "../../src/core/index.ts";

it("a thread gets no variable but the place of compiled code", () => {
  const environment = { NODE_COMPILE_CACHE: "/cache", OPENAI_API_KEY: "sk-1", PATH: "/bin" };
  expect(threadEnvironment(environment)).toEqual({ NODE_COMPILE_CACHE: "/cache" });
  expect(Object.keys(threadEnvironment({ PATH: "/bin" }))).not.toContain("PATH");
});
