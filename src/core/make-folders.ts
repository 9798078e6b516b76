import { mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Makes a folder and those above it, where they are missing. Node's own way (`recursive`) calls a read-only file system a missing
 * folder (ENOENT); this one calls it by its name (EROFS).
 *
 * @param mode - of the folders that are made. @defaultValue what the user's mask leaves of 0o777
 * @throws Error of the system, with its code, for whatever stands in the way: a file in the place of a folder is EEXIST or ENOTDIR
 */
export function makeFolders(path: string, mode?: number): void {
  try {
    mkdirSync(path, mode);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST" && isFolder(path)) return;
    if (code !== "ENOENT" || dirname(path) === path) throw error;
    makeFolders(dirname(path), mode);
    // somebody else may make it at the same time
    if (!isFolder(path)) mkdirSync(path, mode);
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
