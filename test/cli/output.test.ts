import { expect, it } from "vitest";
import { Shell } from "../../src/cli/shell.ts";
import { surroundings } from "./support.ts";

/** What is written to a terminal, or to a pipe. */
function printed(source: string, isTTY: boolean): string {
  const io = surroundings();
  new Shell({ ...io, stdout: { ...io.stdout, isTTY } }).printProgram(source);
  return io.written().stdout;
}

it("prints a program byte for byte to a pipe, and so that it cannot drive a terminal to one", () => {
  const source = "a();\r\n\tb('\u001b]0;owned\u0007');\u202e";
  expect(printed(source, false)).toBe(source);
  expect(printed(source, true)).toBe("a();\n\tb('·]0;owned·');·\n");
});
