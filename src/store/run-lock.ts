import { existsSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { GalapagosError, shellWord } from "../core/index.ts";
import { refuseNetworkFolder } from "./file-system.ts";
import { sqliteCode, storeError } from "./store-error.ts";

/** The right to write a run; held until released or until the process dies. */
export interface RunLock {
  readonly folder: string;
  /** Gives the lock back. Idempotent. */
  release(): void;
}

/** The file in a run's folder that the lock is on. */
export const LOCK_FILE = "run.lock";

/** Connections that hold a lock: one that is garbage-collected would let go of it. */
const held = new Set<DatabaseSync>();

const SQLITE_BUSY = 5;

/** Long enough to outlast somebody's look at the lock ({@link isRunning}). */
const LOCK_TIMEOUT_MS = 250;

/**
 * Takes the run's lock: an open exclusive SQLite transaction on `run.lock`, that is, a lock of the kernel on
 * the file, which no death of the process can leave behind and no second process (nor a second call in this
 * one) can get.
 *
 * Nobody else may open `run.lock` in this process: POSIX drops a process's locks on a file when any
 * descriptor of it is closed.
 *
 * @throws GalapagosError `run/locked`, `store/file-system`, `store/*`
 */
export function lockRun(folder: string): RunLock {
  refuseNetworkFolder(folder);
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(join(folder, LOCK_FILE), { timeout: LOCK_TIMEOUT_MS });
    db.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    db?.close();
    if (sqliteCode(error) === SQLITE_BUSY) throw locked(folder);
    throw storeError(error, folder);
  }
  const connection = db;
  held.add(connection);
  return {
    folder,
    release() {
      if (held.delete(connection)) connection.close();
    },
  };
}

/**
 * True where some process, this one included, is writing the run now: a moment's look, which creates and
 * changes nothing. A run that says "running" without it has died.
 */
export function isRunning(folder: string): boolean {
  const path = join(folder, LOCK_FILE);
  if (!existsSync(path)) return false;
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(path, { readOnly: true, timeout: 0 });
    db.prepare("SELECT 1 FROM sqlite_schema").get();
    return false;
  } catch (error) {
    return sqliteCode(error) === SQLITE_BUSY;
  } finally {
    db?.close();
  }
}

function locked(folder: string): GalapagosError {
  const run = shellWord(folder);
  return new GalapagosError(`${folder} is being written by another galapagos process.`, {
    code: "run/locked",
    hint: `Look at it meanwhile with: galapagos inspect ${run}, galapagos best ${run}, galapagos list`,
  });
}
