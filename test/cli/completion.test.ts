import { execFileSync } from "node:child_process";
import { expect, it } from "vitest";
import { galapagos } from "./support.ts";

it("completes commands, subcommands and flags in bash", async () => {
  const { stdout } = await galapagos(["completion", "bash"]);
  const complete = (...words: readonly string[]): readonly string[] => {
    const array = words.map((word) => `"${word}"`).join(" ");
    const script = `${stdout}\nCOMP_WORDS=(${array}); COMP_CWORD=${words.length - 1}; _galapagos; echo "\${COMPREPLY[@]}"`;
    return execFileSync("bash", ["-c", script], { encoding: "utf8" }).trim().split(" ");
  };
  expect(complete("galapagos", "re")).toEqual(expect.arrayContaining(["resume", "report", "rescore"]));
  expect(complete("galapagos", "run", "--isl")).toEqual(["--islands"]);
  expect(complete("galapagos", "memory", "hi")).toEqual(["hint"]);
});

it("knows zsh and fish, and says so of others", async () => {
  expect((await galapagos(["completion", "zsh"])).stdout).toMatch(/^#compdef galapagos\n/);
  expect((await galapagos(["completion", "fish"])).stdout).toMatch(/seen_subcommand_from run" -l islands/);
  const { code, stderr } = await galapagos(["completion", "tcsh"]);
  expect([code, stderr]).toEqual([2, expect.stringContaining("bash, zsh, fish")]);
});
