import { given } from "../core/index.ts";
import { findRecordedProblem } from "../problem/index.ts";
import { type RescoreReport, rescoreRun } from "../run/index.ts";
import { findRun } from "../store/index.ts";
import { listening } from "./listening.ts";
import type { ListenSettings, TrustSettings } from "./settings.ts";
import { requireTrusted } from "./trusted.ts";

/**
 * Scores the elites of a run with its problem as it is now; the run stays as it is.
 *
 * @param runName - name within the results, or folder; the newest run when left out
 * @throws GalapagosError `run/*`, `store/*`, `problem/*`, `evaluate/*`
 */
export async function rescore(
  runName?: string,
  settings: ListenSettings & TrustSettings = {},
): Promise<RescoreReport> {
  const { onEvent, signal, unsafe, workers, resultsRoot = "results" } = settings;
  const folder = findRun(resultsRoot, runName);
  requireTrusted(folder, settings, { doing: "rescore" });
  return listening(given({ onEvent, signal }), (heard) =>
    rescoreRun({ folder, reload: findRecordedProblem, ...given({ unsafe, workers }), ...heard }),
  );
}
