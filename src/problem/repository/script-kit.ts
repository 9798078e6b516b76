import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import { askOutside } from "./ask-outside.ts";
import { CALLING_MODULE, ONE_THREAD, SHARED } from "./call-script.ts";
import { git } from "./git.ts";
import type { RepositoryKit } from "./kit.ts";
import { recordCalls } from "./record-calls.ts";
import { markScriptFunction, scriptFunctions } from "./script-function.ts";
import { recordingText } from "./script-recorder.ts";

/** Functions of JavaScript and TypeScript: recorded in a copy of the repository whose file tells its calls, called in a copy, too. */
export const scriptKit: RepositoryKit = {
  extensions: [".js", ".mjs", ".cjs", ".ts", ".mts", ".cts"],
  ...{ archive: "repository.tar", format: "tar" },
  command: ["node", "{program}"],
  imports: null,
  // programs that run by turns are told apart by less
  work: { enoughMs: 80, mostMs: 110 },
  importFolder: () => "",
  mark: markScriptFunction,
  async record({ root, target, source }, { test, bench }) {
    const found = scriptFunctions(source, target.file);
    const one =
      typeof found === "string" ? undefined : found.findLast(({ name }) => name === target.function);
    if (one === undefined) return [];
    const lists = [];
    for (const command of [...(bench === null ? [] : [`node '${bench.replaceAll("'", "'\\''")}'`]), test]) {
      lists.push(
        await recordCalls(command, async (folder, calls) => {
          const tar = join(folder, "repository.tar");
          await git(["archive", "--format=tar", `--output=${tar}`, "HEAD"], { cwd: root });
          const copy = join(folder, "repository");
          await unpackRepository(tar, copy);
          await linkModules(root, copy);
          await writeFile(join(copy, target.file), recordingText(source, one));
          // it need not be tracked
          if (bench !== null && command !== test) await copyFile(join(root, bench), join(copy, bench));
          return { cwd: copy, env: { GALAPAGOS_CALLS: calls, PATH: pathWithNode() } };
        }),
      );
    }
    return lists.flat();
  },
  async asking({ root, target }, archive, use) {
    const folder = await mkdtemp(join(tmpdir(), "galapagos-call-"));
    try {
      const copy = join(folder, "repository");
      await unpackRepository(archive, copy);
      await linkModules(root, copy);
      const module = join(folder, "call.mjs");
      await writeFile(module, CALLING_MODULE);
      const words = [...ONE_THREAD, module, join(copy, target.file), target.function, SHARED];
      const outside = { program: process.execPath, words, env: {}, by: "Node, its node_modules" };
      return await use((calls) => askOutside(outside, calls));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

/** Unpacks a repository's tar into a new folder that every user may read. */
export async function unpackRepository(tar: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o755 });
  const words = ["-xf", tar, "-C", folder, "--no-same-owner", "--no-same-permissions"];
  await promisify(execFile)("tar", words);
}

/** The packages that are installed in a repository, seen from a copy of it. */
async function linkModules(root: string, copy: string): Promise<void> {
  const modules = join(root, "node_modules");
  if (existsSync(modules) && !existsSync(join(copy, "node_modules")))
    await symlink(modules, join(copy, "node_modules"));
}

/** The search path on which `node` is the one that runs this. */
function pathWithNode(): string {
  return [dirname(process.execPath), process.env.PATH].filter(Boolean).join(delimiter);
}
