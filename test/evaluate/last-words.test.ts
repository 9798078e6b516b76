import { describe, expect, it } from "vitest";
import { reasonOf } from "../../src/evaluate/sandbox/command/last-words.ts";

/** Words as interpreters write them to standard error, and what is told of them. */
const SAID: readonly (readonly [string, string, string, string])[] = [
  [
    "Python",
    "/program.py",
    'Traceback (most recent call last):\n  File "/program.py", line 9, in <module>\n    main()\n  File "/program.py", line 4, in main\n    json.loads("x")\n  File "/usr/lib/python3.11/json/__init__.py", line 346, in loads\n    return d\njson.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)\n',
    "program.py:4: json.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)",
  ],
  [
    "Python's syntax",
    "/program.py",
    '  File "/program.py", line 2\n    def f(:\n          ^\nSyntaxError: invalid syntax\n',
    "program.py:2: SyntaxError: invalid syntax",
  ],
  [
    "Node",
    "/program.mjs",
    "file:///program.mjs:3\n  throw new Error('no table');\n        ^\n\nError: no table\n    at f (file:///program.mjs:3:9)\n    at file:///program.mjs:6:1\n\nNode.js v24.0.0\n",
    "program.mjs:3: Error: no table",
  ],
  [
    "Go",
    "/tmp/program.go",
    "panic: runtime error: index out of range [5] with length 3\n\ngoroutine 1 [running]:\nmain.main()\n\t/tmp/program.go:7 +0x1d\nexit status 2\n",
    "program.go:7: panic: runtime error: index out of range [5] with length 3",
  ],
  [
    "Rust",
    "/program.rs",
    "thread 'main' panicked at /program.rs:3:5:\ncalled `Option::unwrap()` on a `None` value\nnote: run with `RUST_BACKTRACE=1` environment variable to display a backtrace\n",
    "program.rs:3: called `Option::unwrap()` on a `None` value",
  ],
  ["dash", "/program.sh", "/program.sh: 3: foo: not found\n", "program.sh:3: foo: not found"],
  [
    "bash",
    "/program.sh",
    "/program.sh: line 3: foo: command not found\n",
    "program.sh:3: foo: command not found",
  ],
  [
    "Perl",
    "/program.pl",
    "no table at /program.pl line 12.\n",
    "program.pl:12: no table at program.pl line 12.",
  ],
  [
    "Lua",
    "/program.lua",
    "lua: /program.lua:2: no table\nstack traceback:\n\t[C]: in ?\n",
    "program.lua:2: no table",
  ],
  [
    "a sanitizer",
    "/program.cpp",
    "/program.cpp:3:5: runtime error: signed integer overflow\n    #0 0x1 in main\n",
    "program.cpp:3: runtime error: signed integer overflow",
  ],
  ["a program of its own", "/program.sh", "first\noh dear\n", "oh dear"],
  ["nothing", "/program.sh", "", ""],
];

describe("the reason of a command's failure", () => {
  it.each(SAID)("is found in the words of %s, with its line in the program", (_name, path, said, told) => {
    expect(reasonOf(said, [path])).toBe(told);
  });

  it("is found in linear time, whatever a program writes", () => {
    for (const text of [" ", "\n", "(", '"', "a.", "Error", "/p.py", "/p.py:1", "thread "]) {
      const begun = process.threadCpuUsage();
      reasonOf(text.repeat(100_000), ["/p.py"]);
      // of this thread alone: how busy the machine is, is of no account
      expect(process.threadCpuUsage(begun).user / 1e3, JSON.stringify(text)).toBeLessThan(2000);
    }
  });
});
