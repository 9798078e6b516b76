import { chmodSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { JailFile } from "../command/jail.ts";

/**
 * Puts a program's files into a folder for every user to read, because another one runs it. Modes are set afterwards: this process's
 * umask cuts those of new files and folders.
 */
export function layFiles(folder: string, files: readonly JailFile[]): void {
  for (const { name, content, isProgram } of files) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    chmodSync(path, isProgram ? 0o755 : 0o644);
  }
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }))
    if (entry.isDirectory()) chmodSync(join(entry.parentPath, entry.name), 0o755);
}
