/**
 * Entry of the dedicated thread that owns the run's only write connection, so that no fsync blocks anyone else.
 * Started by `openStore`.
 */
import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import { openWriteDatabase } from "./database.ts";
import { createGroupCommit } from "./group-commit.ts";
import { packError, storeError } from "./store-error.ts";
import type { WriteReply, WriteRequest, WriterCommand, WriterData, WriterReport } from "./writer-protocol.ts";

if (parentPort) serve(parentPort, workerData as WriterData);

function serve(main: MessagePort, { folder, create }: WriterData): void {
  const report = (message: WriterReport): void => main.postMessage(message);
  try {
    const db = openWriteDatabase(folder, create);
    const commits = createGroupCommit(db, folder);
    const ports: MessagePort[] = [];

    const listen = (port: MessagePort): void => {
      ports.push(port);
      let outbox: WriteReply[] = [];
      const reply = (answer: WriteReply): void => {
        if (outbox.push(answer) > 1) return;
        // a commit acknowledges many calls in one go
        queueMicrotask(() => {
          port.postMessage(outbox);
          outbox = [];
        });
      };
      port.on("message", (requests: readonly WriteRequest[]) => {
        for (const { call, writes } of requests) {
          commits.add({ writes, done: (error) => reply({ call, error: error && packError(error) }) });
        }
      });
    };

    main.on("message", (command: WriterCommand) => {
      if (command.type === "port") return listen(command.port);
      commits.drain();
      try {
        db.close();
      } catch {
        // Everything acknowledged is in the log already; closing only folds the log into the database.
      }
      // behind the last replies
      queueMicrotask(() => {
        for (const port of ports) port.close();
        main.close();
      });
    });
    report({ type: "ready" });
  } catch (error) {
    report({ type: "failed", error: packError(storeError(error, folder)) });
    main.close();
  }
}
