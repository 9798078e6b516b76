import type { CallKey } from "../call-key.ts";
import type { LedgerState } from "../ledger/ledger.ts";
import type { CallFailure, Reply } from "../reply.ts";
import type { ModelRequest } from "../request.ts";

/** Another thread → the gateway's thread. */
export type GatewayMessage =
  | { readonly type: "call"; readonly id: number; readonly request: ModelRequest; readonly key: CallKey }
  | { readonly type: "abort"; readonly id: number };

/** The gateway's thread → another thread. Every answer carries the ledger as it stood. */
export type GatewayAnswer =
  | {
      readonly type: "end";
      readonly id: number;
      readonly end: Reply | CallFailure;
      readonly ledger: LedgerState;
    }
  /** The journal could not be written. */
  | {
      readonly type: "error";
      readonly id: number;
      readonly code: string;
      readonly message: string;
      readonly hint?: string;
    };
