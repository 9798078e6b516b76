import { lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** Size of the files in a folder, bytes; links are not followed, and what cannot be read counts nothing. */
export function folderBytes(folder: string, depth = 0): number {
  let bytes = 0;
  for (const name of namesIn(folder)) {
    const path = join(folder, name);
    const stat = lstatSync(path, { throwIfNoEntry: false });
    if (stat?.isFile()) bytes += stat.size;
    else if (stat?.isDirectory() && depth < DEEPEST) bytes += folderBytes(path, depth + 1);
  }
  return bytes;
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Folders within folders that are looked into: rounds keep a run in a folder of each turn. */
const DEEPEST = 3;
