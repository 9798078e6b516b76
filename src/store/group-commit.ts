import type { DatabaseSync } from "node:sqlite";
import type { GalapagosError } from "../core/index.ts";
import { createIngest, type Ingest } from "./ingest.ts";
import type { StoreWrite } from "./records.ts";
import { recordError, storeError } from "./store-error.ts";

/** One `write()` call on its way to the disk. */
interface PendingWrite {
  readonly writes: readonly StoreWrite[];
  /** Told after COMMIT (`null`), or why this call was refused. */
  readonly done: (error: GalapagosError | null) => void;
}

/** The queue before the disk. */
export interface GroupCommit {
  /** Queues a call; it is committed with whatever else arrives in the same turn of the event loop. */
  add(pending: PendingWrite): void;
  /** Commits everything queued, at once. */
  drain(): void;
}

/**
 * Group commit: all calls that arrive in one turn of the event loop share one transaction, hence one fsync,
 * and each is acknowledged after it. A call whose record is at fault is taken back alone; a failure of the
 * disk ends the store: the transaction is rolled back, its calls and all later ones are refused with the same
 * error.
 */
export function createGroupCommit(db: DatabaseSync, folder: string): GroupCommit {
  const ingest = createIngest(db, folder);
  let queue: PendingWrite[] = [];
  let isScheduled = false;
  let failure: GalapagosError | null = null;

  const commit = (group: readonly PendingWrite[]): readonly (GalapagosError | null)[] => {
    if (failure) return group.map(() => failure);
    try {
      db.exec("BEGIN IMMEDIATE");
      const refusals = group.map(({ writes }) => takeCall(db, ingest, writes));
      db.exec("COMMIT");
      return refusals;
    } catch (error) {
      failure = storeError(error, folder);
      rollBack(db);
      return group.map(() => failure);
    }
  };

  const commitNext = (): void => {
    const group = queue.slice(0, GROUP_LIMIT);
    queue = queue.slice(GROUP_LIMIT);
    const refusals = commit(group);
    for (const [index, pending] of group.entries()) pending.done(refusals[index] ?? null);
  };

  const schedule = (): void => {
    if (isScheduled || queue.length === 0) return;
    isScheduled = true;
    setImmediate(() => {
      isScheduled = false;
      if (queue.length > 0) commitNext();
      schedule();
    });
  };

  return {
    add(pending) {
      queue.push(pending);
      schedule();
    },
    drain() {
      while (queue.length > 0) commitNext();
    },
  };
}

/** Takes in one call; returns why it was refused, or `null`. Throws when the disk fails. */
function takeCall(db: DatabaseSync, ingest: Ingest, writes: readonly StoreWrite[]): GalapagosError | null {
  db.exec("SAVEPOINT call");
  try {
    for (const write of writes) ingest.take(write);
    db.exec("RELEASE call");
    return null;
  } catch (error) {
    const refusal = recordError(error);
    if (!refusal) throw error;
    db.exec("ROLLBACK TO call; RELEASE call");
    ingest.forget();
    return refusal;
  }
}

function rollBack(db: DatabaseSync): void {
  try {
    if (db.isTransaction) db.exec("ROLLBACK");
  } catch {
    // SQLite rolls back by itself when the disk fails; the log is discarded at the next opening either way.
  }
}

/** Calls committed together at most; more would make the first of them wait for the last. */
const GROUP_LIMIT = 256;
