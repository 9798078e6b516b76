import { readFileSync, statSync } from "node:fs";

/**
 * The text of a small file in a run's folder. Whoever sent the folder may have put a device or a pipe in its place, which would never
 * end, or gigabytes.
 *
 * @throws Error when it is not there, no plain file, or larger
 */
export function readSmallFile(path: string, mostBytes: number): string {
  const facts = statSync(path);
  if (!facts.isFile()) throw new Error("it is no plain file");
  if (facts.size > mostBytes) throw new Error(`it has ${facts.size} bytes, at most ${mostBytes} are read`);
  return readFileSync(path, "utf8");
}
