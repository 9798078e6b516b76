import type { MessagePort } from "node:worker_threads";
import { GalapagosError } from "../core/index.ts";
import type { StoreWriter } from "./records.ts";
import { unpackError } from "./store-error.ts";
import type { WriteReply, WriteRequest } from "./writer-protocol.ts";

/**
 * The write side on any thread: sends writes to the writer thread over a port that `Store.port()` made. Keeps the
 * thread's event loop alive only while a write is unanswered. When the writer is gone, what is unanswered rejects with
 * `store/closed`, and so does every later write.
 */
export function connectStoreWriter(port: MessagePort): StoreWriter {
  const waiting = new Map<number, { resolve: () => void; reject: (error: GalapagosError) => void }>();
  let calls = 0;
  let isClosed = false;
  let outbox: WriteRequest[] = [];

  port.on("message", (replies: readonly WriteReply[]) => {
    for (const { call, error } of replies) {
      const caller = waiting.get(call);
      waiting.delete(call);
      if (error) caller?.reject(unpackError(error));
      else caller?.resolve();
    }
    if (waiting.size === 0) port.unref();
  });
  port.on("close", () => {
    isClosed = true;
    for (const caller of waiting.values()) caller.reject(closed());
    waiting.clear();
  });
  port.unref();

  return {
    write(writes) {
      if (isClosed) return Promise.reject(closed());
      return new Promise((resolve, reject) => {
        calls += 1;
        waiting.set(calls, { resolve, reject });
        port.ref();
        send({ call: calls, writes });
      });
    },
  };

  /** What one turn of the event loop has to write travels together: waking another thread costs more than a message. */
  function send(request: WriteRequest): void {
    if (outbox.push(request) > 1) return;
    setImmediate(() => {
      port.postMessage(outbox);
      outbox = [];
    });
  }
}

function closed(): GalapagosError {
  return new GalapagosError("The store is closed: nothing more can be recorded in this run.", {
    code: "store/closed",
    hint: "Go on with the run: galapagos resume",
  });
}
