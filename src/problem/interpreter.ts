import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { accessSync, constants, readFileSync, realpathSync } from "node:fs";
import { basename, delimiter, dirname, isAbsolute, join, resolve } from "node:path";
import { isInside } from "./read-inside.ts";

/**
 * The program that a command line begins with, and its version, as a problem's version knows it: what its
 * `--version` says (`Python 3.11.2`). Only a program of the search path or of the system is asked; of any other one
 * its bytes are hashed, so that looking at a problem runs nothing that came with it. `null` where there is none.
 *
 * @param word - first word of a command line: a name, or a path seen from the folder
 * @param folder - absolute path of the problem's folder
 */
export async function interpreterVersion(word: string, folder: string): Promise<string | null> {
  const path = findProgram(word, folder, searchPath());
  if (path === null) return null;
  const real = realpathSync(path);
  if (!isTrusted(path, folder) || !isTrusted(real, folder)) return hashOf(real);
  known[real] ??= ask(path);
  return known[real];
}

/** The user's PATH, else the usual folders. */
function searchPath(): string {
  return process.env.PATH ?? "/usr/local/bin:/usr/bin:/bin";
}

/** The program that a word means: by its path, seen from a folder, or by its name on a search path. */
function findProgram(word: string, folder: string, searchPath: string): string | null {
  const places = word.includes("/")
    ? [resolve(folder, word)]
    : searchPath
        .split(delimiter)
        .filter(isAbsolute)
        .map((place) => join(place, word));
  return places.find(isRunnable) ?? null;
}

function isRunnable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function isTrusted(path: string, folder: string): boolean {
  if (isInside(folder, path)) return false;
  return ["/usr", "/bin", "/opt", ...searchPath().split(delimiter).filter(isAbsolute)].some((place) =>
    isInside(place, path),
  );
}

/** Versions that were asked for, by the program's path. */
const known: { [path: string]: Promise<string | null> } = Object.create(null);

function ask(path: string): Promise<string | null> {
  const word = basename(path) === "go" ? "version" : "--version";
  return new Promise((done) => {
    execFile(path, [word], { timeout: PATIENCE_MS, cwd: dirname(path) }, (error, stdout, stderr) => {
      const [line = ""] = `${stdout}${stderr}`.split("\n");
      done(error ? basename(path) : line.trim());
    });
  });
}

function hashOf(path: string): string {
  return `sha256:${createHash("sha256").update(readFileSync(path)).digest("hex")}`;
}

/** Longest answer of a program that is asked for its version, milliseconds. */
const PATIENCE_MS = 10_000;
