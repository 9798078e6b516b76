import type { MessagePort } from "node:worker_threads";
import { openPort, threadWire } from "../../core/index.ts";
import type { Gateway } from "../gateway.ts";
import { type LedgerState, NO_CEILING, openLedger } from "../ledger/ledger.ts";
import type { CallFailure } from "../reply.ts";
import { GATEWAY_ERRORS, type GatewayService } from "./protocol.ts";

/**
 * The gateway as an island's thread sees it: asks the one on the main thread over a port, so that keys never
 * come near the thread. Its ledger is the state that the last answer brought. The port keeps the thread alive
 * only while a call waits.
 */
export function connectGateway(port: MessagePort): Gateway {
  const gateway = openPort<GatewayService>(threadWire(port), GATEWAY_ERRORS);
  let ledger: LedgerState = openLedger(NO_CEILING);
  return {
    ledger: () => ledger,
    async call(request, key, signal, purse = null) {
      if (signal.aborted) return ABORTED;
      const answer = await gateway.call("ask", { request, key, purse }, signal);
      ledger = answer.ledger;
      return answer.end;
    },
  };
}

const ABORTED: CallFailure = {
  status: "failed",
  kind: "aborted",
  message: "The call was aborted.",
  tries: 0,
};
