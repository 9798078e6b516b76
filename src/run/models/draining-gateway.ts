import { callKeyText, type Gateway, type GatewayEvent } from "../../llm/index.ts";

/** A gateway that can be told that the run stops. */
export interface DrainingGateway extends Gateway {
  /**
   * Ends calls that wait (for a limit, a pause, the breaker, money); those that are paid for already may end
   * by themselves, as long as something of their answers comes: after 10 seconds without a word of its stream a call is given up.
   *
   * @param patienceMs - within this time. @defaultValue 120 000
   */
  drain(patienceMs?: number): void;
  /** Calls that were answered so far, and that are under way. */
  readonly calls: { readonly answered: number; readonly underWay: number };
  /** Resolves when no call is under way any more. */
  settled(): Promise<void>;
}

const NEW = { isSent: false, isUnwanted: false, streams: false, hasSpoken: false };

/** How long a call that was sent may still take after the run was told to stop, milliseconds. */
const PATIENCE_MS = 120_000;
/** How long an answer that comes as a stream may then be silent, milliseconds; what keeps a connection open is no word. */
const SILENCE_MS = 10_000;

/** One call under way. */
interface Underway {
  readonly abort: AbortController;
  /** On its way to the model: somebody may be paid for it. */
  isSent: boolean;
  /** Nobody wants it any more, unless it is on its way. */
  isUnwanted: boolean;
  /** Its answer was asked for as a stream. */
  streams: boolean;
  /** Something of its answer has come since somebody looked. */
  hasSpoken: boolean;
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
  const giveUpSilent = (): void => {
    for (const call of calls.values()) call.hasSpoken = false;
    setTimeout(() => {
      for (const { abort, streams, hasSpoken } of calls.values()) if (streams && !hasSpoken) abort.abort();
      if (calls.size > 0) giveUpSilent();
    }, SILENCE_MS).unref();
  };

  const gateway = open((event) => {
    if (!("key" in event)) return;
    if (event.type === "replied") answered++;
    const call = calls.get(callKeyText(event.key));
    if (call !== undefined) follow(call, event);
  });

  return {
    ledger: () => gateway.ledger(),
    get calls() {
      return { answered, underWay: calls.size };
    },
    async call(request, key, signal, purse) {
      const name = callKeyText(key);
      const call: Underway = { abort: new AbortController(), ...NEW };
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
      if (!isDraining) {
        for (const call of calls.values()) leave(call);
        giveUpSilent();
      }
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

function follow(call: Underway, event: GatewayEvent): void {
  if (event.type === "coming") {
    call.hasSpoken = true;
    return;
  }
  call.isSent = event.type === "sent";
  if (event.type === "sent") call.streams = event.streams;
  // it came back without an answer, and is not sent again
  if (event.type === "retrying" && call.isUnwanted) call.abort.abort();
}
