import { rename, rm } from "node:fs/promises";
import { GalapagosError, makeFolders } from "../core/index.ts";

/**
 * Fills a folder beside the final one and renames it, so that nobody ever sees half a problem.
 *
 * @throws GalapagosError `problem/file` where the system does not let it be made; what `fill` throws of its own
 */
export async function intoPlace(folder: string, fill: (draft: string) => Promise<void>): Promise<void> {
  const draft = `${folder}.new-${process.pid}`;
  try {
    makeFolders(draft);
    await fill(draft);
    await rename(draft, folder);
  } catch (error) {
    await rm(draft, { recursive: true, force: true }).catch(() => undefined);
    if (error instanceof GalapagosError) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    const reason = REASONS[code] ?? code;
    throw new GalapagosError(`expected to create ${folder}, got ${reason}: nothing was written`, {
      code: "problem/file",
      hint: "check the folder's permissions and the disk's free space",
      cause: error,
    });
  }
}

/** The system's codes in words for people. */
const REASONS: { readonly [code: string]: string | undefined } = {
  EROFS: "a read-only file system (EROFS)",
  ENOSPC: "a full disk (ENOSPC)",
  EACCES: "no permission (EACCES)",
  EPERM: "no permission (EPERM)",
  ENOTDIR: "a file in place of a folder (ENOTDIR)",
};
