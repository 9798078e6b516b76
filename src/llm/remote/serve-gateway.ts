import type { MessagePort } from "node:worker_threads";
import { openPort, threadWire } from "../../core/index.ts";
import type { Gateway } from "../gateway.ts";
import { GATEWAY_ERRORS, type GatewayService } from "./protocol.ts";

/**
 * Lets another thread use the gateway over a port. When the port closes, the thread's calls are aborted; what
 * was sent by then stays on record.
 */
export function serveGateway(gateway: Gateway, port: MessagePort): void {
  const serves: GatewayService = {
    ask: async ({ request, key, purse }, signal) => ({
      end: await gateway.call(request, key, signal, purse),
      ledger: gateway.ledger(),
    }),
  };
  openPort(threadWire(port), { ...GATEWAY_ERRORS, serves });
}
