import type { RunConfig, RunSettingsFile } from "../config/index.ts";
import type { RunEvent } from "../core/index.ts";
import type { Problem } from "../problem/index.ts";
import type { KeptWorkers } from "../run/index.ts";

/** Settings that hold wherever a problem's programs are run; none of them decides what is found. */
export interface ListenSettings {
  /**
   * Called with every event, in order per island. When it throws, the work ends in good order and rejects
   * with its error.
   */
  readonly onEvent?: (event: RunEvent) => void;
  /** Aborting it records what is in flight and ends the sitting; the run can be resumed. */
  readonly signal?: AbortSignal;
  /** Let commands run where bubblewrap is missing: only for programs you trust. @defaultValue false */
  readonly unsafe?: boolean;
  /** Processes and threads of `keepWorkers()`, for several calls. @defaultValue each call starts its own */
  readonly workers?: KeptWorkers;
}

/** Settings of a sitting of a run. */
export interface SittingSettings extends ListenSettings {
  /** Threads that islands share. @defaultValue the smaller of islands and cores */
  readonly threads?: number;
}

/** The place of a run among others. */
export interface ResultsSettings {
  /** Folder that holds runs. @defaultValue "results" */
  readonly resultsRoot?: string;
}

/** Settings of a use of a recorded run, which may come from elsewhere. */
export interface TrustSettings extends ResultsSettings {
  /**
   * Run the code and send the keys that its record names, wherever they are. @defaultValue false: code must lie
   * below the working folder, and keys go to this machine alone
   */
  readonly trust?: boolean;
}

/** Settings of a new run: those of a configuration, all optional, and where it goes. */
export interface RunSettings extends SittingSettings, ResultsSettings, Omit<RunSettingsFile, "$schema"> {
  /** Memory files of earlier runs, whose lessons it begins with. @defaultValue none */
  readonly memoryFiles?: readonly string[];
  /** Folder name of the run. @defaultValue `<problem>-<seed>` */
  readonly name?: string;
}

/** Settings of a new run that begins with what another one found. */
export interface ForkSettings extends RunSettings, TrustSettings {
  /** Another problem whose programs have the same entry point. @defaultValue that of the other run */
  readonly problem?: Problem | string;
}

/** Budgets of a resumed run; they may only grow. */
export interface ResumeSettings
  extends SittingSettings,
    TrustSettings,
    Partial<Pick<RunConfig, "evaluations" | "timeMs" | "budget">> {
  /** The problem of the run, when it was defined in code. @defaultValue loaded from its folder */
  readonly problem?: Problem;
}
