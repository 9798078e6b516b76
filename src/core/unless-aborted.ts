import { onAbort } from "./on-abort.ts";

/** A result, or a rejection with the signal's reason when that comes first; what is late then comes to nothing. */
export async function unlessAborted<T>(coming: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return coming;
  signal.throwIfAborted();
  const aborted = Promise.withResolvers<never>();
  const callOff = onAbort(signal, () => aborted.reject(signal.reason));
  coming.catch(() => {});
  return Promise.race([coming, aborted.promise]).finally(callOff);
}
