import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

/** The files of a folder as they stand: what tells a saved file from the one before, by path. */
export type FolderState = ReadonlyMap<string, string>;

/** The state of a folder's files, those of environments, packages and hidden folders left out. */
export async function stateOf(folder: string): Promise<FolderState> {
  const found = new Map<string, string>();
  const open = [""];
  for (let at = open.pop(); at !== undefined && found.size < MOST_FILES; at = open.pop()) {
    // a folder or a file may go while it is looked at
    const entries = await readdir(join(folder, at), { withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      const path = join(at, entry.name);
      if (entry.isDirectory()) {
        if (!entry.name.startsWith(".") && !NOT_WRITTEN_BY_HAND.has(entry.name)) open.push(path);
        continue;
      }
      const facts = await stat(join(folder, path)).catch(() => null);
      if (facts !== null) found.set(path, `${facts.mtimeMs}/${facts.size}/${facts.ino}`);
    }
  }
  return found;
}

/**
 * Waits until a file of the folder is saved, made or removed, and then until no more of them are. Resolves with the paths that changed,
 * or with `null` when the signal aborts. It looks again and again, because that works on every disk, also on those of other machines.
 */
export async function awaitChange(
  folder: string,
  before: FolderState,
  signal: AbortSignal,
): Promise<readonly string[] | null> {
  let last = before;
  for (;;) {
    const woken = await pause(LOOK_MS, true, { signal }).catch(() => false);
    if (!woken) return null;
    const now = await stateOf(folder);
    // an editor writes several times
    if (changesOf(last, now).length === 0) {
      const changed = changesOf(before, now);
      if (changed.length > 0) return changed;
    }
    last = now;
  }
}

function changesOf(before: FolderState, now: FolderState): readonly string[] {
  const paths = new Set([...before.keys(), ...now.keys()]);
  return [...paths].filter((path) => before.get(path) !== now.get(path)).sort();
}

/** How often the folder is looked at, milliseconds. */
const LOOK_MS = 200;
/** A folder of so many files is no problem's alone. */
const MOST_FILES = 5000;
const NOT_WRITTEN_BY_HAND = new Set(["node_modules", "__pycache__", "venv", "results"]);
