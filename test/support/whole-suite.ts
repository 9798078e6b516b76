import {
  accessSync,
  chmodSync,
  constants,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statfsSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import bundleCheckout from "../../scripts/bundle.ts";

/** Space that the folders of all test files take at most, bytes. */
const SPACE = 4 * 2 ** 30;
const MEMORY = "/dev/shm";
/** Where the suite keeps compiled code from one time to the next, and files in it at most when a suite begins. */
const COMPILED = fileURLToPath(new URL("../../dist/compiled", import.meta.url));
const MOST_COMPILED = 20_000;

/**
 * The set-up of all test files, made once: bundles, from which threads and processes start as they do after `npm ci`, and
 * a place for folders, in memory where the machine has such a place. Thousands of small transactions wait for no
 * disk there; processes that are killed lose nothing of it, as on a disk.
 */
export default async function prepare(): Promise<() => void> {
  await bundleCheckout();
  dropWhereMany(COMPILED);
  // test files load the sources from it; what is compiled in folders that are gone after a test stays out of the user's own
  process.env.NODE_COMPILE_CACHE ??= COMPILED;
  const folder = mkdtempSync(join(hasRoom(MEMORY) ? MEMORY : tmpdir(), "galapagos-tests-"));
  // as the system's own: programs in sandboxes are nobody, and reach what lies in it
  chmodSync(folder, 0o1777);
  process.env.TEST_DISK = tmpdir();
  process.env.TMPDIR = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}

function dropWhereMany(folder: string): void {
  mkdirSync(folder, { recursive: true });
  if (readdirSync(folder, { recursive: true }).length > MOST_COMPILED)
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
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
