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
  return new Draining(open);
}

class Draining implements DrainingGateway {
  private readonly gateway: Gateway;
  private readonly underWay = new Map<string, Underway>();
  private answered = 0;
  private isDraining = false;
  private idle: PromiseWithResolvers<void> | null = null;

  constructor(open: (onEvent: (event: GatewayEvent) => void) => Gateway) {
    this.gateway = open((event) => {
      if (!("key" in event)) return;
      if (event.type === "replied") this.answered++;
      const call = this.underWay.get(callKeyText(event.key));
      if (call !== undefined) follow(call, event);
    });
  }

  ledger(): ReturnType<Gateway["ledger"]> {
    return this.gateway.ledger();
  }

  get calls(): DrainingGateway["calls"] {
    return { answered: this.answered, underWay: this.underWay.size };
  }

  async call(...[request, key, signal, purse]: Parameters<Gateway["call"]>): ReturnType<Gateway["call"]> {
    const name = callKeyText(key);
    const call: Underway = { abort: new AbortController(), ...NEW };
    const onAbort = (): void => leave(call);
    signal.addEventListener("abort", onAbort, { once: true });
    if (this.isDraining || signal.aborted) leave(call);
    this.underWay.set(name, call);
    try {
      return await this.gateway.call(request, key, call.abort.signal, purse);
    } finally {
      this.underWay.delete(name);
      if (this.underWay.size === 0) this.idle?.resolve();
      signal.removeEventListener("abort", onAbort);
    }
  }

  drain(patienceMs = PATIENCE_MS): void {
    // a shorter patience holds beside a longer one
    if (!this.isDraining) {
      for (const call of this.underWay.values()) leave(call);
      this.giveUpSilent();
    }
    this.isDraining = true;
    setTimeout(() => {
      for (const { abort } of this.underWay.values()) abort.abort();
    }, patienceMs).unref();
  }

  settled(): Promise<void> {
    if (this.underWay.size === 0) return Promise.resolve();
    this.idle ??= Promise.withResolvers<void>();
    return this.idle.promise;
  }

  /** Looks again and again for streams of which no word has come since. */
  private giveUpSilent(): void {
    for (const call of this.underWay.values()) call.hasSpoken = false;
    setTimeout(() => {
      for (const { abort, streams, hasSpoken } of this.underWay.values())
        if (streams && !hasSpoken) abort.abort();
      if (this.underWay.size > 0) this.giveUpSilent();
    }, SILENCE_MS).unref();
  }
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
