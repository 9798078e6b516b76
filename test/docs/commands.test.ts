import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Command } from "commander";
import { expect, test } from "vitest";
import { createProgram } from "../../src/cli/program.ts";
import { Shell } from "../../src/cli/shell.ts";
import { surroundings } from "../cli/support.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const pages = globSync(["README.md", "CONTRIBUTING.md", "docs/*.md", "problems/*/README.md"], {
  cwd: root,
}).sort();
/** The command that a recipe has its reader write. */
const RECIPE = "galapagos status";
const shell = new Shell(surroundings());

/** The commands of ours that a page tells people to type, in blocks for a shell and in running text. */
function typed(page: string): readonly string[] {
  const blocks = [...page.matchAll(/```(?:sh|bash)\n([\s\S]*?)```/g)].map(([, block = ""]) => block);
  const lines = blocks.join("\n").replaceAll("\\\n", " ").split("\n");
  const inline = [...page.matchAll(/`(?:npx )?(galapagos [^`\n]+)`/g)].map(([, text = ""]) => text);
  return [...lines, ...inline].flatMap((line) =>
    line
      .replace(/(?:^| )#.*/, "")
      .replace(/"[^"]*"|'[^']*'/g, "words")
      .split(/&&|\|\|?|;|>/)
      .flatMap((part) => /(?:^|\s)(galapagos\s+[a-z].*)/.exec(part)?.[1] ?? []),
  );
}

/** The flags of a line that its command does not know, or the command that there is not. */
async function unknown(line: string): Promise<readonly string[]> {
  const words = line.trim().split(/\s+/).slice(1);
  let command: Command = await createProgram(shell, words);
  for (const word of words) {
    const below = command.commands.find((one) => one.name() === word);
    if (below === undefined) break;
    command = below;
  }
  if (command.parent === null) return [words[0] ?? ""];
  const known = new Set(command.options.flatMap(({ long, short }) => [long, short]));
  const flags = words.flatMap((word) => /^--?[A-Za-z][\w-]*/.exec(word) ?? []);
  return flags.filter((flag) => flag !== "--help" && flag !== "-h" && !known.has(flag));
}

test.each(pages)("%s names commands and flags that there are", async (path) => {
  const lines = typed(readFileSync(`${root}/${path}`, "utf8"));
  const wrong: string[] = [];
  for (const line of new Set(lines)) {
    if (line.startsWith(RECIPE)) continue;
    const flags = await unknown(line);
    if (flags.length > 0) wrong.push(`${line} (${flags.join(" ")})`);
  }
  expect(wrong).toEqual([]);
});
