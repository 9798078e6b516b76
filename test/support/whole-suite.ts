import { accessSync, chmodSync, constants, mkdtempSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import bundleCheckout from "../../scripts/bundle.ts";
import { compileCacheFolder } from "../../src/core/compile-cache.js";

/** Space that the folders of all test files take at most, bytes. */
const SPACE = 4 * 2 ** 30;
const MEMORY = "/dev/shm";

/**
 * The set-up of all test files, made once: bundles, from which threads and processes start as they do after `npm ci`, and
 * a place for folders, in memory where the machine has such a place. Thousands of small transactions wait for no
 * disk there; processes that are killed lose nothing of it, as on a disk.
 */
export default async function prepare(): Promise<() => void> {
  await bundleCheckout();
  const cache = compileCacheFolder();
  // test files load the sources from it, as threads and processes load bundles
  if (cache !== null) process.env.NODE_COMPILE_CACHE ??= cache;
  const folder = mkdtempSync(join(hasRoom(MEMORY) ? MEMORY : tmpdir(), "galapagos-tests-"));
  // as the system's own: programs in sandboxes are nobody, and reach what lies in it
  chmodSync(folder, 0o1777);
  process.env.TEST_DISK = tmpdir();
  process.env.TMPDIR = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}

function hasRoom(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize > SPACE;
  } catch {
    return false;
  }
}
