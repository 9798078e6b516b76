import type { CallKey } from "../call-key.ts";
import type { Amount, Used } from "../ledger/ledger.ts";
import type { Reply, TransportFailure } from "../reply.ts";
import type { ModelRequest } from "../request.ts";

/** A request that is about to be sent. */
export interface PendingCall {
  readonly key: CallKey;
  /** Number of the try within the call, from 0: each is a request of its own, paid by itself. */
  readonly tryNumber: number;
  /** Id of the model that is asked: the request's, or one that stands in for it. */
  readonly model: string;
  readonly requestHash: string;
  readonly request: ModelRequest;
  /** The ledger's reservation for it. */
  readonly reserved: Amount;
}

/** How a request ended. `used` is `null` while nobody knows what was charged: the reservation stays. */
export type CallOutcome =
  | { readonly status: "done"; readonly reply: Reply; readonly used: Used | null }
  | { readonly status: "failed"; readonly failure: TransportFailure; readonly used: Used | null };

/** A request and its end; an end that is missing belongs to a process that died. */
export interface CallRecord extends PendingCall {
  readonly outcome: CallOutcome | null;
}

/** One request's reservation and use. */
export interface Spending {
  readonly reserved: Amount;
  readonly used: Used | null;
}

/**
 * The record of every model call of a run. Each request is recorded before it is sent, each reply before it
 * is used; both resolve only when the record is on disk. Repeating an equal write is a no-op.
 */
export interface CallJournal {
  /** The tries of a call, in order; empty when it was never made. */
  read(key: CallKey): readonly CallRecord[];
  begin(call: PendingCall): Promise<void>;
  end(call: PendingCall, outcome: CallOutcome): Promise<void>;
  /**
   * Reservation and use of every request (`null` while unknown), or of those of one step: ledgers are rebuilt from
   * them.
   */
  spending(of?: Pick<CallKey, "island" | "step">): Iterable<Spending>;
  /** Every record, ordered by island, step, purpose, attempt and try. */
  all(): Iterable<CallRecord>;
}
