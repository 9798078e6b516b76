import { execFile } from "node:child_process";
import { GalapagosError } from "../../core/index.ts";

/** How git is called. */
interface GitCall {
  /** Absolute path of the working folder. */
  readonly cwd: string;
  /** Standard input. @defaultValue "" */
  readonly input?: string;
  readonly env?: { readonly [name: string]: string };
}

/**
 * The output of a git command, without the line end at its end.
 *
 * @throws GalapagosError `repository/git` with what git said
 */
export function git(words: readonly string[], { cwd, input = "", env = {} }: GitCall): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { cwd, env: { ...process.env, ...env }, maxBuffer: 64 << 20 };
    const child = execFile("git", [...words], options, (error, stdout, stderr) => {
      if (error === null) return resolve(stdout.replace(/\n$/, ""));
      const said = stderr.trim().split("\n").at(-1) || error.message;
      const message = `expected git ${words[0]} to work in ${cwd}, got: ${said}`;
      const hint = "a function is taken from a git repository: git init, and commit its files";
      reject(new GalapagosError(message, { code: "repository/git", hint, cause: error }));
    });
    child.stdin?.on("error", () => {});
    child.stdin?.end(input);
  });
}

/** The top of the repository that a folder lies in, absolute. */
export function topOf(folder: string): Promise<string> {
  return git(["rev-parse", "--show-toplevel"], { cwd: folder });
}

/** Tracked files that differ from what is committed, one a line; empty in a clean tree. */
export function changesIn(root: string): Promise<string> {
  return git(["status", "--porcelain", "--untracked-files=no"], { cwd: root });
}
