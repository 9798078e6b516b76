import type { MemoryFile } from "../memory/index.ts";
import { readMemoryFile } from "../run/index.ts";

/** Reads the memory files that flags name for a run to begin with. */
export function memoryFilesOf({
  memory,
}: {
  readonly memory?: readonly string[] | boolean;
}): readonly MemoryFile[] {
  return typeof memory === "object" ? memory.map(readMemoryFile) : [];
}

/** `--memory <file>`, collected. */
export function collectMemory(path: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, path];
}
