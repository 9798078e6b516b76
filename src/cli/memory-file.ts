import type { MemoryFile } from "../memory/index.ts";
import { readMemoryFile } from "../run/index.ts";
import type { Shell } from "./shell.ts";

/** Reads the memory files that flags name for a run to begin with. */
export function memoryFilesOf(
  shell: Shell,
  { memory }: { readonly memory?: readonly string[] | boolean },
): readonly MemoryFile[] {
  return typeof memory === "object" ? memory.map((path) => readMemoryFile(shell.path(path))) : [];
}

/** `--memory <file>`, collected. */
export function collectMemory(path: string, previous: readonly string[] = []): readonly string[] {
  return [...previous, path];
}
