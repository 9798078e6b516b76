import type { Evaluation } from "../core/index.ts";
import type { Problem } from "../problem/index.ts";
import type { BackendFacts, EvaluationPhase, Job } from "./job.ts";

/**
 * A place where jobs of one problem are carried out: processes of this machine, or workers behind a queue. It
 * decides nothing: which jobs are worth running, and what is remembered of them, is the evaluator's matter,
 * who stands above it.
 */
export interface Backend {
  readonly facts: BackendFacts;
  /**
   * Carries out a job. Jobs may be given concurrently and may end in any order; equal jobs have equal
   * verdicts, unless a clock had a say. A broken candidate is a value. Rejects with the signal's reason as
   * soon as it aborts, with `evaluate/problem` when the job is of another problem, and with a
   * `GalapagosError` when nothing can be carried out.
   */
  evaluate(job: Job, signal?: AbortSignal): Promise<Evaluation>;
  /**
   * Says that the verdict of a job is on record: whoever kept it for fear of a crash may let go of it.
   */
  recorded?(job: Job): void;
  /** Gives everything up and back; open jobs reject with `evaluate/closed`, as do later ones. Idempotent. */
  close(): Promise<void>;
}

/** Options of opening a backend. */
export interface BackendSettings {
  readonly problem: Problem;
  /** Jobs that may be under way at the same time. */
  readonly lanes: number;
  /** Let commands (sandbox level 3) run where bubblewrap is missing. */
  readonly unsafe: boolean;
  /** Nothing that served other jobs may be used. @defaultValue false */
  readonly fresh?: boolean;
  /** Told when something below the backend broke and was replaced; for people. */
  readonly onRestart: (reason: string) => void;
  /** Told where an evaluation takes its time; for people at work on a problem. */
  readonly onSlow?: (phase: EvaluationPhase) => void;
  /** Told once, in words for people, when the backend waits long for a processor. */
  readonly onStarved?: (warning: string) => void;
}

/**
 * Opens a backend for a problem and waits until it can judge. Rejects with a `GalapagosError` when the
 * problem's scorer or output schema cannot be used, or the level it needs is not available.
 */
export type OpenBackend = (settings: BackendSettings) => Promise<Backend>;
