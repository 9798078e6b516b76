import { join } from "node:path";
import type { RunConfig } from "../../config/index.ts";
import { GalapagosError } from "../../core/index.ts";
import {
  importEvents,
  type LessonEvent,
  lessonWrites,
  type MemoryFile,
  type MemorySettings,
  memorySettings,
  placeEvents,
  renderMemoryFile,
} from "../../memory/index.ts";
import type { Problem } from "../../problem/index.ts";
import { type StoreWrite, writeFileAtomic } from "../../store/index.ts";

/** The memory of a run as it was set up at its beginning. */
export interface FrozenMemory {
  /** `null` in a run that keeps no memory. A larger budget later leaves the share of its control as it is. */
  readonly settings: MemorySettings | null;
  /** The memory files that the run began with, by hash. */
  readonly files: readonly { readonly hash: string; readonly lessons: number }[];
}

/** Sets a run's memory up, once for all its sittings. */
export function freezeMemory(config: RunConfig, files: readonly MemoryFile[] = []): FrozenMemory {
  return {
    settings: memorySettings(config),
    files: files.map(({ hash, lessons }) => ({ hash, lessons: lessons.length })),
  };
}

/**
 * The writes by which a run takes memory files as it begins: each lesson once, from the first file that has
 * it.
 */
export function takeMemoryFiles(
  files: readonly MemoryFile[],
  { definition }: Problem,
): readonly StoreWrite[] {
  const known = new Set<string>();
  const events: LessonEvent[] = [];
  for (const file of files) {
    const lessons = file.lessons.filter(({ id }) => !known.has(id));
    for (const { id } of lessons) known.add(id);
    events.push(...importEvents({ ...file, lessons }, definition.name));
  }
  return lessonWrites(placeEvents({ origin: "import", island: 0, at: 0 }, events));
}

/** Copies the files into the run's folder: `memory.json`, `memory-2.json` … */
export function copyMemoryFiles(files: readonly MemoryFile[], folder: string): void {
  for (const [at, file] of files.entries()) {
    writeFileAtomic(join(folder, at === 0 ? "memory.json" : `memory-${at + 1}.json`), renderMemoryFile(file));
  }
}

/** Why an adversarial run is not begun with a memory file. */
export function roundsTakeNoMemory(): GalapagosError {
  return new GalapagosError("a memory file does not go with rounds against champions", {
    code: "run/memory",
    hint: "each round learns from its own steps; leave the file out",
  });
}
