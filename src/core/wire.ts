import type { ChildProcess } from "node:child_process";
import type { MessagePort, Transferable, Worker } from "node:worker_threads";

/**
 * The way between two threads or processes that a `Port` talks over: ordered, and lossless until it closes.
 */
export interface Wire {
  send(messages: readonly unknown[], transfer: readonly Transferable[]): void;
  onMessages(listener: (messages: readonly unknown[]) => void): void;
  /** Called once, when the other side is gone or either side has closed. */
  onClose(listener: () => void): void;
  /** Keeps this side's event loop alive. */
  ref(): void;
  /** Lets this side's event loop end. */
  unref(): void;
  close(): void;
}

/**
 * The wire between two threads: either end of a message channel, a worker as its parent sees it, or its
 * `parentPort`.
 */
export function threadWire(port: MessagePort | Worker): Wire {
  return {
    send: (messages, transfer) => port.postMessage(messages, transfer),
    onMessages: (listener) => port.on("message", listener),
    onClose: (listener) => port.once("close" in port ? "close" : "exit", listener),
    ref: () => port.ref(),
    unref: () => port.unref(),
    // a worker ends by itself when it has closed its own end
    close: () => "close" in port && port.close(),
  };
}

/**
 * The wire between a process and a child with an IPC channel, from either end; nothing can be transferred
 * over it.
 */
export function processWire(end: ChildProcess | NodeJS.Process): Wire {
  return {
    send: (messages) => {
      // a write to a process that is being killed fails; "disconnect" reports its end
      if (end.connected) end.send?.(messages, undefined, undefined, () => {});
    },
    onMessages: (listener) => end.on("message", listener),
    onClose: (listener) => end.once("disconnect", listener),
    ref: () => end.channel?.ref(),
    unref: () => end.channel?.unref(),
    close: () => {
      if (end.connected) end.disconnect?.();
    },
  };
}
