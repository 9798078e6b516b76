import type { MessagePort } from "node:worker_threads";
import type { StoreWrite } from "./records.ts";
import type { ErrorMessage } from "./store-error.ts";

/** What the writer thread is started with. */
export interface WriterData {
  readonly folder: string;
  readonly create: boolean;
}

/** Main thread → writer thread. */
export type WriterCommand =
  | { readonly type: "port"; readonly port: MessagePort }
  | { readonly type: "close" };

/** Writer thread → main thread: it is ready, or could not open the database. */
export type WriterReport =
  | { readonly type: "ready" }
  | { readonly type: "failed"; readonly error: ErrorMessage };

/** Any thread → writer thread, over a port, in lists: one `write()` call. */
export interface WriteRequest {
  readonly call: number;
  readonly writes: readonly StoreWrite[];
}

/** Writer thread → the caller, in lists: committed (`null`), or refused. */
export interface WriteReply {
  readonly call: number;
  readonly error: ErrorMessage | null;
}
