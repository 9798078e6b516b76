import type { MessagePort } from "node:worker_threads";
import { EXIT, GalapagosError } from "../../core/index.ts";
import type { Gateway } from "../gateway.ts";
import { type LedgerState, NO_CEILING, openLedger } from "../ledger/ledger.ts";
import type { CallFailure, Reply } from "../reply.ts";
import type { GatewayAnswer, GatewayMessage } from "./protocol.ts";

/**
 * The gateway as an island's thread sees it: asks the one on the main thread over a port, so that keys never come near the
 * thread. Its ledger is the state that the last answer brought. The port keeps the thread alive only while a call waits.
 */
export function connectGateway(port: MessagePort): Gateway {
  const waiting = new Map<
    number,
    { end: (end: Reply | CallFailure) => void; fail: (error: GalapagosError) => void }
  >();
  let ids = 0;
  let ledger: LedgerState = openLedger(NO_CEILING);
  let isClosed = false;
  const send = (message: GatewayMessage): void => port.postMessage(message);

  port.on("message", (answer: GatewayAnswer) => {
    const caller = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (waiting.size === 0) port.unref();
    if (answer.type === "end") {
      ledger = answer.ledger;
      caller?.end(answer.end);
    } else {
      const { code, message, hint } = answer;
      caller?.fail(
        new GalapagosError(message, { code, exitCode: EXIT.bug, ...(hint !== undefined && { hint }) }),
      );
    }
  });
  port.on("close", () => {
    isClosed = true;
    for (const caller of waiting.values()) caller.fail(closed());
    waiting.clear();
  });
  port.unref();

  return {
    ledger: () => ledger,
    call(request, key, signal) {
      if (isClosed) return Promise.reject(closed());
      if (signal.aborted) {
        return Promise.resolve({
          status: "failed",
          kind: "aborted",
          message: "The call was aborted.",
          tries: 0,
        });
      }
      return new Promise((resolve, reject) => {
        ids += 1;
        const id = ids;
        const abort = (): void => send({ type: "abort", id });
        const settled = (): void => signal.removeEventListener("abort", abort);
        waiting.set(id, {
          end: (end) => {
            settled();
            resolve(end);
          },
          fail: (error) => {
            settled();
            reject(error);
          },
        });
        signal.addEventListener("abort", abort, { once: true });
        port.ref();
        send({ type: "call", id, request, key });
      });
    },
  };
}

function closed(): GalapagosError {
  return new GalapagosError("The gateway is closed: no further model call can be made.", {
    code: "llm/closed",
    exitCode: EXIT.bug,
  });
}
