import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

const folders: string[] = [];
// a hook that a running test registers would come too late
afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A new folder that is removed after the file's tests. */
export function temporaryFolder(room: string): string {
  const folder = mkdtempSync(join(tmpdir(), `galapagos-${room}-`));
  folders.push(folder);
  return folder;
}
