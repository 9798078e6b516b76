import { randomBytes } from "node:crypto";
import { closeSync, fsyncSync, openSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileError } from "./store-error.ts";

/**
 * Writes a file so that a reader, a crash or a power cut sees the old content or the new one, never a part: a
 * new file in the same folder is synced and renamed over the target. A symbolic link at the target is
 * replaced, not followed.
 *
 * @throws GalapagosError `store/full`, `store/read-only`, `store/io`; no temporary file stays behind
 */
export function writeFileAtomic(path: string, content: string | Uint8Array): void {
  const temporary = temporaryBeside(path);
  try {
    // `wx` fails on anything that exists, links included.
    writeFileSync(temporary, content, { flag: "wx" });
    commitFile(temporary, path);
  } catch (error) {
    try {
      rmSync(temporary, { force: true });
    } catch {
      // below a file there is nothing to remove
    }
    throw fileError(error, path);
  }
}

/**
 * Writes a file that a person named, as {@link writeFileAtomic} does; what goes to a device or a pipe (`/dev/null`, `/dev/stdout`) is
 * written to it, and does not take its place.
 *
 * @throws GalapagosError `store/full`, `store/read-only`, `store/io`
 */
export function writeNamedFile(path: string, content: string | Uint8Array): void {
  try {
    const facts = statSync(path, { throwIfNoEntry: false });
    const isOther = facts !== undefined && !facts.isFile() && !facts.isDirectory();
    if (isOther) writeFileSync(path, content);
    else writeFileAtomic(path, content);
  } catch (error) {
    throw fileError(error, path);
  }
}

/** An unused hidden name in the target's folder, so that a rename from it stays on one file system. */
export function temporaryBeside(path: string): string {
  return join(dirname(path), `.${basename(path)}.${randomBytes(6).toString("hex")}.tmp`);
}

/** Syncs a finished temporary file and renames it over the target, then syncs the folder. */
function commitFile(temporary: string, path: string): void {
  syncPath(temporary, "r+");
  renameSync(temporary, path);
  // Windows cannot open folders, and has no need to: its rename is journalled.
  if (process.platform !== "win32") syncPath(dirname(path), "r");
}

function syncPath(path: string, flags: "r" | "r+"): void {
  const file = openSync(path, flags);
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
