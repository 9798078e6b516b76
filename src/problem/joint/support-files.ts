import { readdir, realpath, stat } from "node:fs/promises";
import { join, sep } from "node:path";
import { GalapagosError } from "../../core/index.ts";
import type { ProblemDefinition } from "../definition.ts";
import { isInside, readBytesInside } from "../read-inside.ts";

/** A file of a problem that programs find, by its path in the folder, with slashes. */
export interface SupportFile {
  readonly path: string;
  readonly content: Buffer;
}

/**
 * The files that programs find besides their own, sorted by path: what `needs.files` names, folders with all that lies in
 * them, and the evaluator where that runs the program itself.
 *
 * @throws GalapagosError `problem/file` where one is missing, leaves the folder or is too large
 */
export async function supportFiles(
  folder: string,
  { joint, needs, evaluator }: Pick<ProblemDefinition, "joint" | "needs" | "evaluator">,
): Promise<readonly SupportFile[]> {
  const named = [...(joint ? [evaluator] : []), ...(needs?.files ?? [])];
  const paths = new Set<string>();
  for (const name of named) for (const path of await filesBelow(folder, name)) paths.add(path);
  const files: SupportFile[] = [];
  let left = MOST_BYTES;
  for (const path of [...paths].sort()) {
    const content = await readBytesInside(folder, path, {
      what: "a file that programs find",
      maxBytes: left,
    });
    left -= content.length;
    files.push({ path, content });
  }
  return files;
}

/** The files that a name means: itself, or all that lie in the folder of that name. */
async function filesBelow(folder: string, name: string): Promise<readonly string[]> {
  const isFolder = await stat(join(folder, name)).then(
    (facts) => facts.isDirectory(),
    () => false,
  );
  if (!isFolder) return [withSlashes(join(name))];
  const inside = isInside(await realpath(folder), await realpath(join(folder, name)));
  if (!inside) throw tooMuch(name, "a folder that leaves the problem's");
  const found: string[] = [];
  for (const entry of await readdir(join(folder, name), { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name).slice(folder.length + 1);
    if (!entry.isFile() || path.split(sep).some((part) => SKIPPED.has(part))) continue;
    found.push(withSlashes(path));
    if (found.length > MOST_FILES) throw tooMuch(name, `more than ${MOST_FILES} files`);
  }
  return found;
}

function withSlashes(path: string): string {
  return path.split(sep).join("/");
}

function tooMuch(name: string, came: string): GalapagosError {
  return new GalapagosError(
    `expected at most ${MOST_FILES} files of the problem's folder in "${name}" of needs.files, got ${came}`,
    { code: "problem/file", hint: 'name single files, or give the folder as "data" of "needs"' },
  );
}

/** Names of files that programs write for themselves, or that no program needs. */
const SKIPPED = new Set(["__pycache__", ".git", "node_modules"]);
const MOST_FILES = 2000;
/** Support files of one problem together, bytes. */
const MOST_BYTES = 64 << 20;
