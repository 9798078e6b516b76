import type { Clock } from "../clock.ts";
import type { Answer } from "./answer.ts";
import type { Ending } from "./transport-failure.ts";

/** Does something for as long as a model may take; what stands in its way comes back as it was thrown. */
export async function timed(
  timeoutMs: number,
  signal: AbortSignal,
  clock: Clock,
  work: (signal: AbortSignal, onAnswer: () => void) => Promise<Answer | null>,
): Promise<{ readonly answer: Answer } | { readonly error: unknown; readonly ending: Ending }> {
  // A controller of its own for each request: combined signals on a signal that outlives the run would pile
  // up.
  const ender = new AbortController();
  const alarm = new AbortController();
  const abort = (): void => ender.abort(signal.reason);
  let timedOut = false;
  let answered = false;
  clock.sleep(timeoutMs, alarm.signal).then(
    () => {
      timedOut = true;
      ender.abort();
    },
    () => {},
  );
  signal.addEventListener("abort", abort, { once: true });
  if (signal.aborted) abort();
  try {
    const answer = await work(ender.signal, () => {
      answered = true;
    });
    if (answer !== null) return { answer };
    return { error: null, ending: { aborted: signal.aborted, timedOut, answered: true } };
  } catch (error) {
    return { error, ending: { aborted: signal.aborted, timedOut, answered } };
  } finally {
    signal.removeEventListener("abort", abort);
    alarm.abort(DONE);
  }
}

/**
 * Calls off the alarm of a request that is over; a ready-made reason spares an exception with its stack per
 * call.
 */
const DONE = "done";
