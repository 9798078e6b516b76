import { type BestProgram, describeRuns, openRun, type RunLine, type RunOverview } from "../run/index.ts";
import { findRun } from "../store/index.ts";
import type { ResultsSettings } from "./settings.ts";

/** The runs of a results folder in a line each, newest first. */
export function listRuns({ resultsRoot = "results" }: ResultsSettings = {}): readonly RunLine[] {
  return describeRuns(resultsRoot);
}

/**
 * How a run stands; works on a live, a finished and a killed run alike.
 *
 * @param runName - name within the results, or folder; the newest run when left out
 * @throws GalapagosError `run/*`, `store/*`
 */
export function inspect(runName?: string, { resultsRoot = "results" }: ResultsSettings = {}): RunOverview {
  return openRun(findRun(resultsRoot, runName)).overview();
}

/**
 * The best program of a run; of rounds against champions, the last champion; of several objectives, the best of the front
 * by one of them (`by`), or else by the first.
 *
 * @param runName - name within the results, or folder; the newest run when left out
 * @throws GalapagosError `run/empty` when there is none yet, `run/*`, `store/*`
 */
export function best(
  runName?: string,
  { resultsRoot = "results", by }: ResultsSettings & { readonly by?: string } = {},
): BestProgram {
  return openRun(findRun(resultsRoot, runName)).best(by);
}
