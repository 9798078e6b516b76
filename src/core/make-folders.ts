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
    makeOne(path, mode);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT" || dirname(path) === path) throw error;
    makeFolders(dirname(path), mode);
    makeOne(path, mode);
  }
}

/** Makes one folder; that it stands already, or that somebody else makes it at the same moment, is as good. */
function makeOne(path: string, mode?: number): void {
  try {
    mkdirSync(path, mode);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST" || !isFolder(path)) throw error;
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
