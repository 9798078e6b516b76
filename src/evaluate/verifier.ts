import { type Evaluation, GalapagosError } from "../core/index.ts";
import type { Backend } from "./backend.ts";
import type { Job } from "./job.ts";

/**
 * A backend of its own for each verification, one after the other, so that nothing a search left behind
 * reaches them.
 */
export function createVerifier(open: () => Promise<Backend>): Pick<Backend, "evaluate" | "close"> {
  let last: Promise<unknown> = Promise.resolve();
  let current: Backend | null = null;
  let isClosed = false;
  const verify = async (job: Job, signal?: AbortSignal): Promise<Evaluation> => {
    if (isClosed)
      throw new GalapagosError("the evaluator is closed", { code: "evaluate/closed", exitCode: 1 });
    signal?.throwIfAborted();
    current = await open();
    try {
      return await current.evaluate(job, signal);
    } finally {
      await current.close();
      current = null;
    }
  };
  return {
    evaluate(job, signal) {
      const verdict = last.then(() => verify(job, signal));
      last = verdict.catch(() => {});
      return verdict;
    },
    async close() {
      isClosed = true;
      await current?.close();
      await last;
    },
  };
}
