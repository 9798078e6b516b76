import { mkdir, readdir, realpath, stat, writeFile } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { GalapagosError } from "../../core/index.ts";
import { isInside, readBytesInside } from "../read-inside.ts";
import type { FoundTask } from "./plan.ts";

/**
 * Copies files of a task, and folders with all that lies in them, byte for byte. A task comes from elsewhere: what a link in it leads
 * to outside of it (a key, say) would be shown to the task's evaluator, and by it to a model.
 *
 * @param files - paths in the task's folder
 * @param draft - absolute path of the folder that they come into
 * @throws GalapagosError `problem/file` for what is missing, leaves the task's folder, is no plain file, or is too much
 */
export async function copyFiles(
  { folder }: FoundTask,
  draft: string,
  files: readonly string[],
): Promise<void> {
  const left = { files: MOST_FILES, bytes: MOST_BYTES };
  for (const file of files) {
    const from = resolve(folder, file);
    const isThere = isInside(folder, from) && (await stat(from).catch(() => null)) !== null;
    if (!isThere) {
      throw new GalapagosError(`expected the file ${file} of the task at ${from}, got nothing`, {
        code: "problem/file",
        hint: "give paths that lie in the task's folder",
      });
    }
    await copy(folder, relative(folder, from), draft, left);
  }
}

async function copy(
  folder: string,
  path: string,
  draft: string,
  left: { files: number; bytes: number },
): Promise<void> {
  const from = join(folder, path);
  const facts = await stat(from);
  // folders count, too: links from one to the next double with every step
  if (left.files-- === 0) {
    throw new GalapagosError(
      `expected at most ${MOST_FILES} files and folders of the task in ${folder}, got more`,
      {
        code: "problem/file",
        hint: 'leave large folders out, and give them as "data" of "needs" in problem.json (docs/importing.md)',
      },
    );
  }
  if (facts.isDirectory()) {
    await refuseOddWay(folder, path);
    for (const name of (await readdir(from)).sort())
      if (name !== "__pycache__") await copy(folder, join(path, name), draft, left);
    return;
  }
  const bytes = await readBytesInside(folder, path, { what: "a file of the task", maxBytes: left.bytes });
  left.bytes -= bytes.length;
  const to = join(draft, path);
  await mkdir(dirname(to), { recursive: true });
  await writeFile(to, bytes, { mode: facts.mode & 0o777 });
}

/** Refuses a folder that a link leads to, out of the task or to where one is already. */
async function refuseOddWay(folder: string, path: string): Promise<void> {
  const [home, here, above] = await Promise.all(
    [folder, join(folder, path), join(folder, dirname(path))].map((each) => realpath(each)),
  );
  const isOutside = !isInside(home as string, here as string);
  if (!isOutside && !isInside(here as string, above as string)) return;
  throw new GalapagosError(
    `a file of the task: expected a folder inside the task's at ${join(folder, path)}, got a link to ${here}, which ${isOutside ? "leaves it" : "is a circle"}`,
    { code: "problem/file", hint: "copy what it leads to in place of the link, or remove it" },
  );
}

/** Most files and bytes that a problem may give its programs, checked again whenever it is loaded. */
const MOST_FILES = 2000;
const MOST_BYTES = 64 << 20;
