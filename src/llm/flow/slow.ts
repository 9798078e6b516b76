import type { Clock } from "../clock.ts";

/** Tells after a minute, and from then on after twice the time, that a request is still under way. */
export function toldWhenSlow(clock: Clock, tell: (waitedMs: number) => void): { readonly end: () => void } {
  const alarm = new AbortController();
  const watch = async (): Promise<void> => {
    for (let waitedMs = 0, next = QUIET_MS; ; next = waitedMs) {
      await clock.sleep(next, alarm.signal);
      waitedMs += next;
      tell(waitedMs);
    }
  };
  watch().catch(() => {});
  return { end: () => alarm.abort(ANSWERED) };
}

/** How long a request may go without a word, milliseconds. */
const QUIET_MS = 60_000;
/** The reason of an alarm called off; ready-made, because an exception per call costs too much. */
const ANSWERED = "answered";
