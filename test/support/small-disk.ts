import { execFileSync } from "node:child_process";
import { afterAll } from "vitest";
import { temporaryFolder } from "./temporary-folder.ts";

/** A file system of its own of so many bytes ("4m"), or `null` where mounting is not allowed. */
export function mountSmallDisk(size: string): string | null {
  const folder = temporaryFolder("store");
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${size}`, "tmpfs", folder], { stdio: "ignore" });
  } catch {
    return null;
  }
  afterAll(() => execFileSync("umount", ["-l", folder], { stdio: "ignore" }));
  return folder;
}
