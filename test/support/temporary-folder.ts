import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

const folders: string[] = [];
// a hook that a running test registers would come too late
afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/**
 * A new folder that is removed after the file's tests.
 *
 * @param onDisk - for what sandboxes are to show at its place: they have a `/dev` of their own, and memory's folder is there
 */
export function temporaryFolder(room: string, { onDisk = false } = {}): string {
  const place = onDisk ? (process.env.TEST_DISK ?? tmpdir()) : tmpdir();
  const folder = mkdtempSync(join(place, `galapagos-${room}-`));
  folders.push(folder);
  return folder;
}
