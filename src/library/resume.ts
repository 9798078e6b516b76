import { given } from "../core/index.ts";
import { openRun } from "../run/index.ts";
import { findRun } from "../store/index.ts";
import { listening } from "./listening.ts";
import { type RunResult, resultOf } from "./result.ts";
import type { ResumeSettings } from "./settings.ts";
import { requireTrusted } from "./trusted.ts";

/**
 * Goes on with a run exactly as if it had never stopped, and resolves with what was found.
 *
 * @param runName - name within the results, or folder; the newest run when left out
 * @throws GalapagosError `run/*`, `store/*`
 */
export async function resume(runName?: string, settings: ResumeSettings = {}): Promise<RunResult> {
  const {
    onEvent,
    signal,
    threads,
    unsafe,
    workers,
    resultsRoot = "results",
    problem,
    trust,
    ...budgets
  } = settings;
  const { evaluations, timeMs, budget } = budgets;
  const folder = findRun(resultsRoot, runName);
  requireTrusted(folder, given({ trust, problem }), { doing: "resume" });
  const run = openRun(folder);
  const options = {
    budgets: given({ evaluations, timeMs, budget }),
    ...given({ threads, unsafe, workers, reload: problem && (async () => problem) }),
  };
  return listening(given({ onEvent, signal }), async (heard) =>
    resultOf(await run.resume({ ...options, ...heard })),
  );
}
