import { given } from "../core/index.ts";
import { findRecordedProblem } from "../problem/index.ts";
import { beginReplay } from "../run/index.ts";
import { findRun } from "../store/index.ts";
import { listening } from "./listening.ts";
import { type RunResult, resultOf } from "./result.ts";
import type { SittingSettings, TrustSettings } from "./settings.ts";
import { requireTrusted } from "./trusted.ts";

/** Settings of a replay; everything that decides is taken from the record. */
export interface ReplaySettings extends SittingSettings, TrustSettings {
  /** Folder name of the new run. @defaultValue `<problem>-<seed>`, numbered */
  readonly name?: string;
}

/**
 * Makes a recorded run again from its journal, with no model: the same digest, or an error that says where
 * the ways part.
 *
 * @param runName - name within the results, or folder
 * @throws GalapagosError `run/not-recorded`, `run/replay-mismatch`, `run/problem-changed`, `run/*`
 */
export async function replay(runName: string, settings: ReplaySettings = {}): Promise<RunResult> {
  const { onEvent, signal, threads, unsafe, workers, resultsRoot = "results", name } = settings;
  const options = { resultsRoot, ...given({ name, threads, unsafe, workers }) };
  const from = findRun(resultsRoot, runName);
  requireTrusted(from, settings, { doing: "replay" });
  return listening(given({ onEvent, signal }), async (heard) =>
    resultOf(await beginReplay({ from, reload: findRecordedProblem, ...options, ...heard })),
  );
}
