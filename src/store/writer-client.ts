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

  port.on("message", ({ call, error }: WriteReply) => {
    const caller = waiting.get(call);
    waiting.delete(call);
    if (waiting.size === 0) port.unref();
    if (error) caller?.reject(unpackError(error));
    else caller?.resolve();
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
        port.postMessage({ call: calls, writes } satisfies WriteRequest);
        waiting.set(calls, { resolve, reject });
        port.ref();
      });
    },
  };
}

function closed(): GalapagosError {
  return new GalapagosError("The store is closed: nothing more can be recorded in this run.", {
    code: "store/closed",
    hint: "Go on with the run: galapagos resume",
  });
}
