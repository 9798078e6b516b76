import { expect, it } from "vitest";
import { withLineEndsOf } from "../../src/problem/index.ts";

it("ends new lines as the file does, where all of its lines end in CR and LF", () => {
  expect(withLineEndsOf("a\r\nnew\nb\r\n", "a\r\nold\r\nb\r\n")).toBe("a\r\nnew\r\nb\r\n");
  expect(withLineEndsOf("a\nnew\r\n", "a\nold\r\n"), "of both kinds").toBe("a\nnew\r\n");
  expect(withLineEndsOf("a\nb", "")).toBe("a\nb");
});
