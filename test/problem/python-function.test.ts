import { expect, it } from "vitest";
import { markPythonFunction } from "../../src/problem/repository/python-function.ts";

it("marks no function that is async, since its answer is none yet", () => {
  const text = "async def later(n):\r\n    return n\r\n\r\ndef now(n):\r\n    return n\r\n";
  expect(markPythonFunction(text, "later")).toMatchObject({
    status: "missing",
    message: expect.stringContaining("async"),
  });
  expect(markPythonFunction(text, "now")).toMatchObject({
    marked: expect.stringContaining(
      "# EVOLVE-BLOCK-START\ndef now(n):\r\n    return n\r\n# EVOLVE-BLOCK-END",
    ),
  });
});
