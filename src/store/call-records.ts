import type { Json } from "../core/index.ts";

/** Names one request to a model: the call it belongs to, in logical time, and the number of the try. */
export interface CallPlace {
  readonly island: number;
  readonly step: number;
  readonly purpose: string;
  readonly attempt: number;
  readonly tryNumber: number;
}

/** A request that is about to be sent. What it says and reserves is opaque to the store. */
export interface SentCall extends CallPlace {
  readonly model: string;
  readonly requestHash: string;
  readonly request: Json;
  readonly reserved: Json;
}

/** How a request ended; what it used is `null` while nobody knows. */
export interface EndedCall extends CallPlace {
  readonly outcome: Json;
  readonly used: Json;
}

/** A request and its end; `outcome` is `null` when the process died before it was recorded. */
export interface StoredCall extends SentCall {
  readonly outcome: Json;
  readonly used: Json;
}

/** The read side of the calls. */
export interface CallReader {
  /** The tries of one call, in order. */
  tries(call: Omit<CallPlace, "tryNumber">): readonly StoredCall[];
  /** Every request, ordered by island, step, purpose, attempt and try. */
  all(): IterableIterator<StoredCall>;
  /** Reservation and use of every request, in the order of sending, without its texts. */
  spending(): IterableIterator<
    Pick<CallPlace, "island" | "step" | "purpose"> & Pick<StoredCall, "model" | "reserved" | "used">
  >;
}
