import type { RunEvent } from "../core/index.ts";
import type { SittingOptions } from "../run/index.ts";
import type { ListenSettings } from "./settings.ts";

/**
 * Gives somebody's listener to `work`. When it throws, or a promise of it rejects, it hears no more, the work
 * is told to stop, and when that has ended in good order this rejects with the listener's error.
 */
export async function listening<T>(
  { onEvent, signal }: Pick<ListenSettings, "onEvent" | "signal">,
  work: (heard: Pick<SittingOptions, "onEvents" | "signal">) => Promise<T>,
): Promise<T> {
  if (onEvent === undefined) return work(signal === undefined ? {} : { signal });
  const deaf = new AbortController();
  const failures: unknown[] = [];
  const fail = (error: unknown): void => {
    failures.push(error);
    deaf.abort();
  };
  const tell = (event: RunEvent): void => {
    if (deaf.signal.aborted) return;
    try {
      // what is called void may be async all the same
      const told: unknown = onEvent(event);
      if (told instanceof Promise) told.catch(fail);
    } catch (error) {
      fail(error);
    }
  };
  const either = signal === undefined ? deaf.signal : AbortSignal.any([signal, deaf.signal]);
  try {
    return await work({ onEvents: (events) => events.forEach(tell), signal: either });
  } finally {
    // biome-ignore lint/correctness/noUnsafeFinally: the listener's error is why the work ended
    if (failures.length > 0) throw failures[0];
  }
}
