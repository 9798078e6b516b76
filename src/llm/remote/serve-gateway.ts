import type { MessagePort } from "node:worker_threads";
import { GalapagosError } from "../../core/index.ts";
import type { Gateway } from "../gateway.ts";
import type { GatewayAnswer, GatewayMessage } from "./protocol.ts";

/**
 * Lets another thread use the gateway over a port. When the port closes, the thread's calls are aborted; what was sent by then
 * stays on record.
 */
export function serveGateway(gateway: Gateway, port: MessagePort): void {
  const calls = new Map<number, AbortController>();
  const answer = (message: GatewayAnswer): void => port.postMessage(message);
  port.on("message", (message: GatewayMessage) => {
    if (message.type === "abort") return calls.get(message.id)?.abort();
    const { id, request, key } = message;
    const abort = new AbortController();
    calls.set(id, abort);
    gateway
      .call(request, key, abort.signal)
      .then(
        (end) => answer({ type: "end", id, end, ledger: gateway.ledger() }),
        (error: unknown) => answer({ type: "error", id, ...describe(error) }),
      )
      .finally(() => calls.delete(id));
  });
  port.on("close", () => {
    for (const abort of calls.values()) abort.abort();
  });
}

function describe(error: unknown): { code: string; message: string; hint?: string } {
  const code = error instanceof GalapagosError ? error.code : "llm/gateway";
  const message = error instanceof Error ? error.message : String(error);
  const hint = error instanceof GalapagosError ? error.hint : undefined;
  return { code, message, ...(hint !== undefined && { hint }) };
}
