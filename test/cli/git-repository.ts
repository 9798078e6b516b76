import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** A repository of git whose files are committed; results and problems are ignored. */
export function gitRepository(files: { readonly [file: string]: string }): string {
  const root = temporaryFolder("repository");
  for (const [file, text] of Object.entries({ ...files, ".gitignore": "results\nproblems\n" })) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  git(root, "init", "-q", "-b", "main");
  git(root, "config", "user.name", "A Person");
  git(root, "config", "user.email", "person@example.org");
  git(root, "add", "-A");
  git(root, "commit", "-q", "-m", "Begin");
  return root;
}

/** Git's words, without the line end at its end. */
export function git(cwd: string, ...words: readonly string[]): string {
  return execFileSync("git", words, { cwd, encoding: "utf8" }).trim();
}
