import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * Makes a folder and those above it, where they are missing. Node's own way (`recursive`) calls a read-only file system a missing
 * folder (ENOENT); this one calls it by its name (EROFS).
 */
export async function makeFolders(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") return;
    if (code !== "ENOENT") throw error;
    await makeFolders(dirname(path));
    await mkdir(path);
  }
}
