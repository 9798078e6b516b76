import { readdir, stat } from "node:fs/promises";
import { basename, dirname, isAbsolute, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { closestName, GalapagosError } from "../core/index.ts";

/** Name of the file that makes a folder a problem. */
export const PROBLEM_FILE = "problem.json";

/**
 * Folder of the problems that come with the toolkit: `problems/` of the checkout, `dist/problems/` of the
 * package.
 */
export const shippedProblems: string = fileURLToPath(new URL("../../problems/", import.meta.url));

/**
 * The folder that a person means: a path to a problem's folder or to its `problem.json`, or a name, which is
 * looked up in `problems/` and then directly in the working directory, and then among the shipped problems.
 *
 * @param nameOrPath - as typed
 * @param searchFrom - the working directory, absolute
 * @throws GalapagosError `problem/not-found`
 */
export async function findProblemFolder(nameOrPath: string, searchFrom: string): Promise<string> {
  if (nameOrPath.trim() === "" || nameOrPath.includes("\0")) {
    throw new GalapagosError(
      `expected the name or the folder of a problem, got ${JSON.stringify(nameOrPath)}`,
      {
        code: "problem/not-found",
        hint: "galapagos list shows the names",
      },
    );
  }
  return looksLikePath(nameOrPath)
    ? findByPath(resolve(searchFrom, nameOrPath))
    : findByName(nameOrPath, searchFrom);
}

function looksLikePath(text: string): boolean {
  return isAbsolute(text) || /[/\\]/.test(text) || text.startsWith(".") || text.endsWith(".json");
}

async function findByPath(path: string): Promise<string> {
  const kind = await kindOf(path);
  if (kind === "folder") {
    if ((await kindOf(join(path, PROBLEM_FILE))) !== null) return path;
    throw new GalapagosError(`expected ${PROBLEM_FILE} in ${path}, got a folder without it`, {
      code: "problem/not-found",
      hint: "galapagos init my-problem makes a folder with everything in it",
    });
  }
  if (kind === "file" && basename(path) === PROBLEM_FILE) return dirname(path);
  throw new GalapagosError(
    `expected a problem's folder or its ${PROBLEM_FILE} at ${path}, got ${kind === null ? "nothing" : "another file"}`,
    { code: "problem/not-found", hint: "galapagos list shows the problems that can be run by name" },
  );
}

async function findByName(name: string, searchFrom: string): Promise<string> {
  const own = join(searchFrom, "problems", name);
  if ((await kindOf(own)) === "folder") return findByPath(own);
  for (const folder of [join(searchFrom, name), join(shippedProblems, name)]) {
    if ((await kindOf(join(folder, PROBLEM_FILE))) !== null) return folder;
  }
  const names = (await problemFolders(searchFrom)).map(({ folder }) => basename(folder));
  const near = closestName(name, names);
  throw new GalapagosError(
    `expected the name of a problem, got "${name}"; there are: ${names.join(", ") || "none"}`,
    {
      code: "problem/not-found",
      hint:
        near === null ? `galapagos init ${name} starts a problem of that name` : `did you mean "${near}"?`,
    },
  );
}

/**
 * Folders of the problems that can be named from a working directory, own ones first, each group sorted; an
 * own problem hides a shipped one of the same name.
 */
export async function problemFolders(
  searchFrom: string,
): Promise<readonly { readonly folder: string; readonly shipped: boolean }[]> {
  const local = join(searchFrom, "problems");
  if (relative(local, shippedProblems) === "") {
    return (await foldersIn(shippedProblems)).map((folder) => ({ folder, shipped: true }));
  }
  const own = await foldersIn(local);
  const names = new Set(own.map((folder) => basename(folder)));
  const shipped = (await foldersIn(shippedProblems)).filter((folder) => !names.has(basename(folder)));
  return [
    ...own.map((folder) => ({ folder, shipped: false })),
    ...shipped.map((folder) => ({ folder, shipped: true })),
  ];
}

async function foldersIn(parent: string): Promise<readonly string[]> {
  const names = await readdir(parent).catch(() => []);
  const folders = names.sort().map((name) => join(parent, name));
  const kinds = await Promise.all(folders.map((folder) => kindOf(join(folder, PROBLEM_FILE))));
  return folders.filter((_, index) => kinds[index] !== null);
}

async function kindOf(path: string): Promise<"folder" | "file" | null> {
  try {
    return (await stat(path)).isDirectory() ? "folder" : "file";
  } catch {
    return null;
  }
}
