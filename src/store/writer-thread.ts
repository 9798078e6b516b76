/**
 * Entry of the dedicated thread that owns a run's only write connection, so that no fsync blocks anyone else;
 * it serves the stores of a process one after the other.
 */
import type { DatabaseSync } from "node:sqlite";
import { type MessagePort, parentPort } from "node:worker_threads";
import { openPort, type Port, threadWire } from "../core/index.ts";
import { openWriteDatabase } from "./database.ts";
import { createGroupCommit, type GroupCommit } from "./group-commit.ts";
import { storeError } from "./store-error.ts";
import { WRITER_ERRORS, type WriterControl, type WriterData, type WriterService } from "./writer-protocol.ts";

if (parentPort) serve(parentPort);

function serve(parent: MessagePort): void {
  const writers: Port<object>[] = [];
  let open: { readonly db: DatabaseSync; readonly commits: GroupCommit } | null = null;

  const service: WriterService = {
    write: (writes) =>
      new Promise((resolve, reject) => {
        open?.commits.add({ writes, done: (error) => (error ? reject(error) : resolve()) });
      }),
  };
  const control: WriterControl = {
    open(data) {
      open = openRun(data);
    },
    connect(port) {
      writers.push(openPort(threadWire(port), { ...WRITER_ERRORS, serves: service }));
    },
    close() {
      open?.commits.drain();
      try {
        open?.db.close();
      } catch {
        // Everything acknowledged is in the log already; closing only folds the log into the database.
      }
      open = null;
      const served = writers.splice(0);
      return new Promise((resolve) => {
        // behind the last replies
        setImmediate(() => {
          for (const port of served) port.close();
          resolve();
        });
      });
    },
  };
  openPort(threadWire(parent), { ...WRITER_ERRORS, serves: control });
}

function openRun({ folder, create }: WriterData) {
  try {
    const db = openWriteDatabase(folder, create);
    return { db, commits: createGroupCommit(db, folder) };
  } catch (error) {
    throw storeError(error, folder);
  }
}
