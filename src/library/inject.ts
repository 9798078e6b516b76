import { given } from "../core/index.ts";
import { findRecordedProblem } from "../problem/index.ts";
import { type Injection, injectProgram } from "../run/index.ts";
import { findRun } from "../store/index.ts";
import { listening } from "./listening.ts";
import type { ListenSettings, TrustSettings } from "./settings.ts";
import { requireTrusted } from "./trusted.ts";

/** Settings of an injection. */
export interface InjectSettings extends ListenSettings, TrustSettings {
  /** The program's origin, in a few words. @defaultValue "a program of one's own" */
  readonly note?: string;
}

/**
 * Gives a stopped run a program; every island takes it at its next border. A program without a score is
 * refused, as a value.
 *
 * @param runName - name within the results, or folder
 * @throws GalapagosError `run/locked` while the run is being written, `run/*`, `store/*`
 */
export async function inject(
  runName: string,
  source: string,
  settings: InjectSettings = {},
): Promise<Injection> {
  const {
    onEvent,
    signal,
    unsafe,
    workers,
    resultsRoot = "results",
    note = "a program of one's own",
  } = settings;
  const folder = findRun(resultsRoot, runName);
  requireTrusted(folder, settings, { doing: "inject" });
  return listening(given({ onEvent, signal }), (heard) =>
    injectProgram({
      folder,
      source,
      note,
      reload: findRecordedProblem,
      ...given({ unsafe, workers }),
      ...heard,
    }),
  );
}
