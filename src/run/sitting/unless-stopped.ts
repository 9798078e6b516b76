import { EXIT, GalapagosError } from "../../core/index.ts";

/**
 * Waits for what a run needs before it begins; given up some seconds after the signal aborts.
 *
 * @param during - what went on, for the message: "the seed program was scored"
 * @throws GalapagosError `run/interrupted` (exit code 130)
 */
export async function unlessStopped<T>(
  scoring: Promise<T>,
  signal: AbortSignal | undefined,
  { during, hint }: { readonly during: string; readonly hint: string },
): Promise<T> {
  if (signal === undefined) return scoring;
  const { promise, reject } = Promise.withResolvers<never>();
  let timer: NodeJS.Timeout | undefined;
  const giveUp = (): void => {
    const error = new GalapagosError(`stopped while ${during}: nothing was begun`, {
      code: "run/interrupted",
      exitCode: EXIT.interrupted,
      hint,
    });
    timer = setTimeout(() => reject(error), PATIENCE_MS);
  };
  signal.addEventListener("abort", giveUp, { once: true });
  if (signal.aborted) giveUp();
  // the evaluator's end rejects what it still works on
  scoring.catch(() => {});
  try {
    return await Promise.race([scoring, promise]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", giveUp);
  }
}

/**
 * Milliseconds that an interrupted seed evaluation may still run: when it ends, the run begins and can be
 * resumed.
 */
const PATIENCE_MS = 3000;
