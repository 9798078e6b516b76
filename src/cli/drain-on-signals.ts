import { EXIT } from "../core/index.ts";

/**
 * Runs something that can be drained: the first Ctrl-C (or SIGTERM) aborts its signal, so that what is in flight is
 * recorded; the second leaves at once.
 */
export async function drainOnSignals<T>(
  note: (text: string) => void,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const abort = new AbortController();
  const onSignal = (): void => {
    if (abort.signal.aborted) process.exit(EXIT.interrupted);
    abort.abort();
    note("stopping: recording what is in flight (Ctrl-C again leaves at once; nothing recorded is lost)");
  };
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  try {
    return await run(abort.signal);
  } finally {
    process.off("SIGINT", onSignal);
    process.off("SIGTERM", onSignal);
  }
}
