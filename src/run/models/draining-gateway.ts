import { callKeyText, type Gateway, type GatewayEvent } from "../../llm/index.ts";

/** A gateway that can be told that the run stops. */
export interface DrainingGateway extends Gateway {
  /**
   * Ends calls that wait (for a limit, a pause, the breaker, money); those that are paid for already may end
   * by themselves.
   *
   * @param patienceMs - within this time. @defaultValue 120 000
   */
  drain(patienceMs?: number): void;
  /** Calls that were answered so far, and that are under way. */
  readonly calls: { readonly answered: number; readonly underWay: number };
  /** Resolves when no call is under way any more. */
  settled(): Promise<void>;
}

/** How long a call that was sent may still take after the run was told to stop, milliseconds. */
const PATIENCE_MS = 120_000;

/** One call under way. */
interface Underway {
  readonly abort: AbortController;
  /** On its way to the model: somebody may be paid for it. */
  isSent: boolean;
  /** Nobody wants it any more, unless it is on its way. */
  isUnwanted: boolean;
}

/**
 * Paid work in flight is finished and kept when a run stops: a call that is on its way to the model goes on
 * until it is recorded, and only what has not been sent is given up.
 *
 * @param open - makes the gateway, given whom to tell of its events
 */
export function createDrainingGateway(
  open: (onEvent: (event: GatewayEvent) => void) => Gateway,
): DrainingGateway {
  const calls = new Map<string, Underway>();
  let isDraining = false;
  let answered = 0;
  let idle: PromiseWithResolvers<void> | null = null;

  const gateway = open((event) => {
    if (!("key" in event)) return;
    if (event.type === "replied") answered++;
    const call = calls.get(callKeyText(event.key));
    if (call !== undefined) follow(call, event.type);
  });

  return {
    ledger: () => gateway.ledger(),
    get calls() {
      return { answered, underWay: calls.size };
    },
    async call(request, key, signal, purse) {
      const name = callKeyText(key);
      const call: Underway = { abort: new AbortController(), isSent: false, isUnwanted: false };
      const onAbort = (): void => leave(call);
      signal.addEventListener("abort", onAbort, { once: true });
      if (isDraining || signal.aborted) leave(call);
      calls.set(name, call);
      try {
        return await gateway.call(request, key, call.abort.signal, purse);
      } finally {
        calls.delete(name);
        if (calls.size === 0) idle?.resolve();
        signal.removeEventListener("abort", onAbort);
      }
    },
    drain(patienceMs = PATIENCE_MS) {
      // a shorter patience holds beside a longer one
      if (!isDraining) for (const call of calls.values()) leave(call);
      isDraining = true;
      setTimeout(() => {
        for (const { abort } of calls.values()) abort.abort();
      }, patienceMs).unref();
    },
    settled() {
      if (calls.size === 0) return Promise.resolve();
      idle ??= Promise.withResolvers<void>();
      return idle.promise;
    },
  };
}

function leave(call: Underway): void {
  call.isUnwanted = true;
  if (!call.isSent) call.abort.abort();
}

function follow(call: Underway, event: GatewayEvent["type"]): void {
  call.isSent = event === "sent";
  // it came back without an answer, and is not sent again
  if (event === "retrying" && call.isUnwanted) call.abort.abort();
}
