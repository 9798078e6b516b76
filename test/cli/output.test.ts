import { afterEach, expect, it, vi } from "vitest";
import { printProgram } from "../../src/cli/output.ts";

afterEach(() => vi.restoreAllMocks());

/** What is written to a terminal, or to a pipe. */
function printed(source: string, isTTY: boolean): string {
  const written: string[] = [];
  vi.spyOn(process.stdout, "write").mockImplementation((text) => written.push(String(text)) > 0);
  const before = process.stdout.isTTY;
  process.stdout.isTTY = isTTY;
  try {
    printProgram(source);
  } finally {
    process.stdout.isTTY = before;
  }
  return written.join("");
}

it("prints a program byte for byte to a pipe, and so that it cannot drive a terminal to one", () => {
  const source = "a();\r\n\tb('\u001b]0;owned\u0007');\u202e";
  expect(printed(source, false)).toBe(source);
  expect(printed(source, true)).toBe("a();\n\tb('·]0;owned·');·\n");
});
