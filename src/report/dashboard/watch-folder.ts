import { type FSWatcher, watch } from "node:fs";

/** A watch that ends when it is disposed of. */
export type FolderWatch = Disposable;

/** Least time between two tellings, milliseconds. */
const CALM_MS = 250;

/**
 * Tells when something changed in some folders, at once and then at most every quarter of a second: the system's own notices, and no
 * look in between. Folders that are not there, or cannot be watched, are left out.
 */
export function watchFolders(folders: readonly string[], onChange: () => void): FolderWatch {
  let timer: NodeJS.Timeout | null = null;
  let isDirty = false;
  const tell = (): void => {
    isDirty = false;
    timer = setTimeout(() => {
      timer = null;
      if (isDirty) tell();
    }, CALM_MS);
    onChange();
  };
  const note = (): void => {
    if (timer === null) tell();
    else isDirty = true;
  };
  const watchers = folders.flatMap((folder): FSWatcher[] => {
    try {
      const watcher = watch(folder, { persistent: false }, note);
      watcher.on("error", () => watcher.close());
      return [watcher];
    } catch {
      return [];
    }
  });
  return {
    [Symbol.dispose]() {
      if (timer !== null) clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
    },
  };
}
