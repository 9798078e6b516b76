import type { Transferable } from "node:worker_threads";
import type { ErrorDetails, GalapagosError } from "./errors.ts";
import { onAbort } from "./on-abort.ts";
import { type PackedError, packError, unpackError } from "./packed-error.ts";
import type { Wire } from "./wire.ts";

/**
 * Functions of one argument that another thread or process may call; arguments and answers are plain data.
 * The signal aborts when the caller's does, and when the other side is gone.
 */
export type Service<S> = {
  readonly [Name in keyof S]: (argument: never, signal: AbortSignal) => unknown;
};

/** The argument of a service's function. */
type Argument<S extends Service<S>, Name extends keyof S> = Parameters<S[Name]>[0];

/** One end of a conversation: asks and tells the functions that the other side serves. */
export interface Port<Theirs extends Service<Theirs>> {
  /**
   * Asks and waits for the answer. Rejects with the error that the function threw, code and hint included, or
   * with the error of a closed port. An abort is passed on, and the function's answer to it is waited for.
   */
  call<Name extends keyof Theirs & string>(
    name: Name,
    argument: Argument<Theirs, Name>,
    signal?: AbortSignal,
  ): Promise<Awaited<ReturnType<Theirs[Name]>>>;
  /** Tells without waiting; what is told after the port has closed is lost. */
  tell<Name extends keyof Theirs & string>(
    name: Name,
    argument: Argument<Theirs, Name>,
    transfer?: readonly Transferable[],
  ): void;
  /** Sends what is still waiting, then ends the conversation for both sides. */
  close(): void;
}

/** How this side of a conversation behaves. */
export interface PortOptions<Mine extends Service<Mine>> {
  /**
   * The functions that this side serves. A side that serves nothing keeps its thread alive only while it
   * waits for an answer.
   */
  readonly serves?: Mine;
  /** The error of calls that nobody can answer any more. */
  readonly closed: () => GalapagosError;
  /** The form of a served function's error when it is no `GalapagosError`. */
  readonly unknown: ErrorDetails;
}

type Message =
  | readonly ["call", id: number, name: string, argument: unknown]
  | readonly ["tell", name: string, argument: unknown]
  | readonly ["abort", id: number]
  | readonly ["answer", id: number, value: unknown]
  | readonly ["failure", id: number, error: PackedError];

/** A call that waits for its answer. */
interface Waiting {
  readonly resolve: (value: never) => void;
  readonly reject: (error: unknown) => void;
  /** Stops listening to the caller's signal. */
  readonly leave: () => void;
}

/**
 * Opens this side of a conversation between two threads or processes. What one turn of the event loop has to
 * say travels together, because waking another thread costs more than a message. Everything arrives in the
 * order it was said.
 */
export function openPort<Theirs extends Service<Theirs>, Mine extends Service<Mine> = object>(
  wire: Wire,
  options: PortOptions<Mine>,
): Port<Theirs> {
  const outbox = createOutbox(wire);
  const calls = createCalls(wire, outbox, options);
  const serving = options.serves && createServing(options.serves, outbox, options.unknown);
  wire.onMessages((messages) => {
    for (const message of messages as readonly Message[]) {
      if (message[0] === "answer" || message[0] === "failure") calls.settle(message);
      else serving?.take(message);
    }
  });
  wire.onClose(() => {
    calls.fail();
    serving?.abortAll();
  });
  if (!serving) wire.unref();
  return {
    call: calls.call as Port<Theirs>["call"],
    tell: (name, argument, transfer) => outbox.post(["tell", name, argument], transfer),
    close() {
      outbox.flush();
      wire.close();
    },
  };
}

/** Messages on their way to the wire. */
interface Outbox {
  post(message: Message, transfer?: readonly Transferable[]): void;
  flush(): void;
}

function createOutbox(wire: Wire): Outbox {
  let messages: Message[] = [];
  let transfers: Transferable[] = [];
  const flush = (): void => {
    if (messages.length === 0) return;
    const [sent, transfer] = [messages, transfers];
    messages = [];
    transfers = [];
    wire.send(sent, transfer);
  };
  return {
    post(message, transfer = []) {
      transfers.push(...transfer);
      if (messages.push(message) === 1) setImmediate(flush);
    },
    flush,
  };
}

/** This side's calls. */
function createCalls(
  wire: Wire,
  outbox: Outbox,
  { serves, closed }: Pick<PortOptions<object>, "serves" | "closed">,
) {
  const waiting = new Map<number, Waiting>();
  let ids = 0;
  let isClosed = false;
  const take = (id: number): Waiting | undefined => {
    const caller = waiting.get(id);
    waiting.delete(id);
    caller?.leave();
    if (waiting.size === 0 && !serves) wire.unref();
    return caller;
  };
  return {
    call(name: string, argument: unknown, signal?: AbortSignal): Promise<unknown> {
      if (isClosed) return Promise.reject(closed());
      return new Promise((resolve, reject) => {
        const id = ++ids;
        const abort = (): void => outbox.post(["abort", id]);
        // what is aborted already is called off right after the call
        const leave = signal === undefined || signal.aborted ? () => {} : onAbort(signal, abort);
        waiting.set(id, { resolve, reject, leave });
        if (!serves) wire.ref();
        outbox.post(["call", id, name, argument]);
        if (signal?.aborted) abort();
      });
    },
    settle(message: Extract<Message, readonly ["answer" | "failure", ...unknown[]]>): void {
      const caller = take(message[1]);
      if (message[0] === "answer") caller?.resolve(message[2] as never);
      else caller?.reject(unpackError(message[2]));
    },
    fail(): void {
      isClosed = true;
      for (const id of waiting.keys()) take(id)?.reject(closed());
    },
  };
}

/** The other side's calls. */
function createServing<Mine extends Service<Mine>>(serves: Mine, outbox: Outbox, unknown: ErrorDetails) {
  const underWay = new Map<number, AbortController>();
  const run = (name: string, argument: unknown, signal: AbortSignal): unknown =>
    serves[name as keyof Mine](argument as never, signal);
  const answer = async (id: number, name: string, argument: unknown): Promise<void> => {
    const abort = new AbortController();
    underWay.set(id, abort);
    try {
      outbox.post(["answer", id, await run(name, argument, abort.signal)]);
    } catch (error) {
      outbox.post(["failure", id, packError(error, unknown)]);
    } finally {
      underWay.delete(id);
    }
  };
  return {
    take(message: Exclude<Message, readonly ["answer" | "failure", ...unknown[]]>): void {
      if (message[0] === "call") void answer(message[1], message[2], message[3]);
      else if (message[0] === "tell") run(message[1], message[2], NEVER);
      else underWay.get(message[1])?.abort();
    },
    abortAll(): void {
      for (const abort of underWay.values()) abort.abort();
    },
  };
}

/** Nothing that is only told can be called off. */
const NEVER = new AbortController().signal;
