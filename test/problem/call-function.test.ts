import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { callingProgram } from "../../src/problem/index.ts";

const isHere = spawnSync("python3", ["--version"]).status === 0;

describe.runIf(isHere)("a call of a Python function", () => {
  const called = (source: string) => {
    const program = callingProgram({ file: "a.py", function: "f", path: "" }, source, "/none.zip");
    const calls = [
      { args: [[3, 1, 2]], kwargs: {} },
      { args: [[1]], kwargs: {} },
    ];
    const { stdout } = spawnSync("python3", ["-c", program], {
      input: JSON.stringify(calls),
      encoding: "utf8",
    });
    return JSON.parse(stdout) as unknown;
  };

  it("tells what it returned, and what it made of its arguments where it changed them", () => {
    expect(called("def f(xs): return max(xs)")).toEqual([{ value: 3 }, { value: 1 }]);
    expect(called("def f(xs): xs.sort()")).toEqual([
      { value: null, after: [[[1, 2, 3]], { dict: [] }] },
      { value: null },
    ]);
    expect(called("def f(xs): print('words'); return xs[1]")).toEqual([
      { value: 1 },
      { raises: "IndexError" },
    ]);
  });
});
