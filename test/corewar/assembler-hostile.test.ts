import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assemble, completeSettings } from "../../src/corewar/index.ts";

const settings = completeSettings();
const doubling = (first: string, line: (name: string) => string): string =>
  [
    `e0 equ ${first}`,
    ...Array.from({ length: 40 }, (_, index) => `e${index + 1} equ ${line(`e${index}`)}`),
  ].join("\n");

describe("hostile sources", () => {
  it.each([
    ["loops within loops", "a for 999999\nb for 999999\nc for 999999\n rof\n rof\n rof\n dat 0"],
    ["an endless loop of instructions", "for 999999999999\n dat 0\n rof"],
    ["loops that are never closed", `${"for 3\n".repeat(50_000)}dat 0`],
    ["deeply nested loops", `${"i for 1\n".repeat(50_000)}dat 0\n${"rof\n".repeat(50_000)}`],
    ["names defined by each other", "a equ b b\nb equ a a\n mov a, 1"],
    ["a text that contains its own name", "x equ mov 1, 1\n equ x\n x"],
    ["texts that double forty times", `${doubling("1", (name) => `${name}+${name}`)}\n mov e40, 1`],
    ["lines that double forty times", `${doubling("dat 0", (name) => `${name}\n equ ${name}`)}\n e40`],
    ["parentheses", ` dat ${"(".repeat(100_000)}1${")".repeat(100_000)}`],
    ["signs", ` dat ${"-".repeat(500_000)}1`],
    ["assignments", ` dat ${"a=".repeat(100_000)}1`],
    ["a number of many digits", ` dat ${"9".repeat(100_000)}`],
    ["a product of large numbers", " dat 9007199254740991*9007199254740991"],
    ["division by zero", " dat 1/0"],
    ["remainder by zero", " dat 1%0"],
    ["a million instructions", "mov 0,1\n".repeat(1_000_000)],
    ["a million comments", `${";x\n".repeat(1_000_000)}`],
    ["joined lines", "\\\n".repeat(900_000)],
  ])("%s: a clear error within seconds", { timeout: 20_000 }, (_, source) => {
    for (const mode of ["strict", "lenient"] as const) {
      // the time of this thread alone: other work on the machine must not decide
      const begin = process.threadCpuUsage();
      const assembly = assemble(source, { settings, mode });
      expect(assembly.status).toBe("error");
      if (assembly.status === "error") expect(assembly.errors[0]?.message).not.toBe("");
      expect(process.threadCpuUsage(begin).user / 1e6).toBeLessThan(8);
    }
  });

  it("any text gives a value, never an exception", () => {
    const words = fc.constantFrom(
      ..."mov add dat jmp spl for rof equ end org pin i x a & && ( ) + - * / % , . : # @ { } < > = ! ; \\ 1 0 99 \n \n".split(
        " ",
      ),
      "\n",
      " ",
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(words, { maxLength: 60 }).map((parts) => parts.join(" ")),
    );
    fc.assert(
      fc.property(
        text,
        fc.constantFrom("strict", "lenient") as fc.Arbitrary<"strict" | "lenient">,
        (source, mode) => {
          const assembly = assemble(source, { settings, mode });
          if (assembly.status === "error") return assembly.errors.length > 0;
          return assembly.warrior.instructions.every(({ a, b }) => a >= 0 && a < 8000 && b >= 0 && b < 8000);
        },
      ),
      { seed: 4, numRuns: 2000 },
    );
  });
});
