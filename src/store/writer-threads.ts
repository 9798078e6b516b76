import { Worker } from "node:worker_threads";
import { openPort, type Port, siblingModule, threadEnvironment, threadWire } from "../core/index.ts";
import { WRITER_ERRORS, type WriterControl } from "./writer-protocol.ts";

/** A thread that owns the write connection of one run after the other. */
export interface WriterThread {
  readonly control: Port<WriterControl>;
  /** The error that ended it, or `null`. */
  readonly crash: () => unknown;
  /** False when it has ended. */
  readonly isAlive: () => boolean;
  end(): Promise<unknown>;
}

/** Threads that wait for the next run: a start costs more than all that a short run records. */
const waiting: WriterThread[] = [];

/** Takes a thread that nobody uses, or starts one. It keeps no process alive while it owes no answer. */
export function takeWriterThread(): WriterThread {
  return waiting.pop() ?? startThread();
}

/** Gives a thread back whose run is closed. */
export function leaveWriterThread(thread: WriterThread): void {
  if (thread.isAlive() && waiting.length < MOST_WAITING) waiting.push(thread);
  else void thread.end();
}

function startThread(): WriterThread {
  const worker = new Worker(siblingModule(import.meta.url, "./writer-thread"), {
    name: "store",
    execArgv: WITHOUT_FLAGS,
    env: threadEnvironment(process.env),
  });
  // A crash of the thread closes its ports, which rejects what waits on them; here is known why.
  let crash: unknown = null;
  let isAlive = true;
  const thread: WriterThread = {
    control: openPort<WriterControl>(threadWire(worker), WRITER_ERRORS),
    crash: () => crash,
    isAlive: () => isAlive,
    end: () => worker.terminate(),
  };
  worker.on("error", (error) => {
    crash = error;
  });
  worker.once("exit", () => {
    isAlive = false;
    if (waiting.includes(thread)) waiting.splice(waiting.indexOf(thread), 1);
  });
  return thread;
}

/** Threads that wait at most. */
const MOST_WAITING = 2;

/**
 * Threads inherit the process's flags otherwise, and Node refuses some of them there (`--input-type` of `node
 * -e`).
 */
const WITHOUT_FLAGS: string[] = [];
