import type { MessagePort } from "node:worker_threads";
import { openPort, threadWire } from "../core/index.ts";
import type { StoreWriter } from "./records.ts";
import { WRITER_ERRORS, type WriterService } from "./writer-protocol.ts";

/**
 * The write side on any thread: sends writes to the writer thread over a port that `Store.port()` made. Keeps
 * the thread's event loop alive only while a write is unanswered. When the writer is gone, what is unanswered
 * rejects with `store/closed`, and so does every later write.
 */
export function connectStoreWriter(port: MessagePort): StoreWriter {
  const writer = openPort<WriterService>(threadWire(port), WRITER_ERRORS);
  return { write: (writes) => writer.call("write", writes) };
}
