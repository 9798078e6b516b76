import { EXIT, GalapagosError } from "../../core/index.ts";
import type { CallKey } from "../call-key.ts";
import type { LedgerState } from "../ledger/ledger.ts";
import type { Purse } from "../ledger/purse.ts";
import type { CallFailure, Reply } from "../reply.ts";
import type { ModelRequest } from "../request.ts";

/** The functions that the gateway's thread serves other threads. */
export interface GatewayService {
  /** Makes one call; rejects when the journal cannot be written. The ledger is as it stood then. */
  ask(
    call: { readonly request: ModelRequest; readonly key: CallKey; readonly purse: Purse | null },
    signal: AbortSignal,
  ): Promise<{ readonly end: Reply | CallFailure; readonly ledger: LedgerState }>;
}

/** How conversations with the gateway end, on either side. */
export const GATEWAY_ERRORS = {
  closed: (): GalapagosError =>
    new GalapagosError("The gateway is closed: no further model call can be made.", {
      code: "llm/closed",
      exitCode: EXIT.bug,
    }),
  unknown: { code: "llm/gateway", exitCode: EXIT.bug },
} as const;
