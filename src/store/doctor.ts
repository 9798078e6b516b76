import { closeSync, fsyncSync, openSync, rmSync, statfsSync, writeSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { performance } from "node:perf_hooks";
import { median } from "../core/index.ts";
import { temporaryBeside } from "./atomic-file.ts";
import { networkFileSystem } from "./file-system.ts";
import { join } from "node:path";

/** The findings of `doctor` on a folder for results. */
export interface StoreFacts {
  /** Version of the SQLite that is built into Node, e.g. `3.53.4`. */
  readonly sqlite: string;
  /** Median time to write and sync 4 KiB there, milliseconds: what one commit costs. */
  readonly fsyncMs: number;
  /** Free space for the user, bytes. */
  readonly freeBytes: number;
  /** Name of the network file system that makes the folder unfit, or `null` when it is fit. */
  readonly network: string | null;
}

/**
 * Measures a folder for results; it must exist and be writable (otherwise the file system's error is thrown).
 */
export function storeFacts(folder: string): StoreFacts {
  const space = statfsSync(folder);
  const db = new DatabaseSync(":memory:");
  const sqlite = String(db.prepare("SELECT sqlite_version() AS version").get()?.version);
  db.close();
  return {
    sqlite,
    fsyncMs: measureFsync(folder),
    freeBytes: space.bavail * space.bsize,
    network: process.platform === "linux" ? networkFileSystem(space.type) : null,
  };
}

function measureFsync(folder: string): number {
  const path = temporaryBeside(join(folder, "fsync"));
  const file = openSync(path, "wx");
  try {
    const page = new Uint8Array(4096);
    const times: number[] = [];
    for (let round = 0; round < 15; round += 1) {
      const start = performance.now();
      writeSync(file, page);
      fsyncSync(file);
      times.push(performance.now() - start);
    }
    return median(times);
  } finally {
    closeSync(file);
    rmSync(path, { force: true });
  }
}
