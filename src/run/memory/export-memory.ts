import { existsSync } from "node:fs";
import { GalapagosError } from "../../core/index.ts";
import { exportLessons, type MemoryFile, memoryFile, renderMemoryFile } from "../../memory/index.ts";
import { type RunLocation, writeFileAtomic } from "../../store/index.ts";
import { readMemoryFile } from "./read-memory-file.ts";
import { withRunMemory } from "./run-memory.ts";

/** How lessons of a run are written to a file. */
export interface ExportMemoryOptions {
  /** Path of the file. */
  readonly to: string;
  /** Patterns too, not only what held across islands. @defaultValue false */
  readonly patterns?: boolean;
  /** Add to a file that exists. @defaultValue false */
  readonly add?: boolean;
}

/** An account of what was written. */
export interface ExportedMemory {
  readonly run: string;
  readonly problem: string;
  /** Lessons of the run in the file. */
  readonly exported: number;
}

/**
 * Writes what a run has learnt to a file that other runs can begin with.
 *
 * @throws GalapagosError `memory/exists` for a file that is there and is not to be added to, `memory/file`,
 * `run/*`, `store/*`
 */
export function exportMemory(
  { folder }: RunLocation,
  { to, patterns = false, add = false }: ExportMemoryOptions,
): ExportedMemory {
  const before = existsSync(to) ? readExisting(to, add) : null;
  return withRunMemory(folder, ({ bank, run, problem }) => {
    const file = exportLessons(bank, { run, problem }, patterns ? ["insight", "pattern"] : ["insight"]);
    writeFileAtomic(to, renderMemoryFile(memoryFile([...(before?.lessons ?? []), ...file.lessons])));
    return { run, problem, exported: file.lessons.length };
  });
}

function readExisting(path: string, add: boolean): MemoryFile {
  if (add) return readMemoryFile(path);
  throw new GalapagosError(`${path} exists already`, {
    code: "memory/exists",
    hint: "add to it with --add, or write another file",
  });
}
