import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";

/**
 * Hash of a file, or of all that lies in a folder: of lines with path, size and SHA-256 of each file, sorted by path. As 64
 * hex digits.
 */
export async function dataHash(path: string): Promise<string> {
  const lines: string[] = [];
  for (const file of await filesOf(path)) {
    const { size } = await stat(file);
    lines.push(`${relative(path, file).split(sep).join("/")}\0${size}\0${await hashOf(file)}\n`);
  }
  return createHash("sha256").update(lines.join("")).digest("hex");
}

async function filesOf(path: string): Promise<readonly string[]> {
  if (!(await stat(path)).isDirectory()) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const part of createReadStream(file)) hash.update(part as Buffer);
  return hash.digest("hex");
}
