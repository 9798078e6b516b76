import type { Evaluation } from "../core/index.ts";

/** One program to score. The problem was given when the evaluator was created. */
export interface EvaluationRequest {
  readonly source: string;
  /** Seed of the candidate's `Math.random` and of scorers that draw instances. */
  readonly seed: number;
  /** `search` scores on `inputs`; `verify` on the hold-out inputs, too, in a fresh process. @defaultValue "search" */
  readonly purpose?: "search" | "verify";
  /** Whom a timing-scored problem measures the program against: its parent. @defaultValue the problem's seed */
  readonly baseline?: Baseline | null;
}

/** The program that a candidate's run time is compared with. */
export interface Baseline {
  readonly source: string;
  /** Its own run time as a multiple of the seed's (the metric `relativeTime` of its verdict). */
  readonly relativeTime: number;
}

/** What `doctor` and the run's record say of an evaluator. */
export interface EvaluatorFacts {
  readonly level: 0 | 1 | 2 | 3;
  readonly engine: string;
  readonly lanes: number;
  /** What people should know of the containment that was obtained, e.g. that bubblewrap is missing; usually empty. */
  readonly warnings?: readonly string[];
}

/**
 * Scores programs of one problem, out of their reach: the main thread's handle of the supervised evaluator process.
 * Requests may be made concurrently; they are batched on the way. A broken candidate is a value, never a rejection;
 * the promise rejects only when the signal aborts or the evaluator cannot work at all (`GalapagosError`).
 */
export interface Evaluator {
  evaluate(request: EvaluationRequest, signal?: AbortSignal): Promise<Evaluation>;
  facts(): EvaluatorFacts;
  /** Ends the process and everything below it; resolves when nothing of it is left, at most 2 s later. */
  close(): Promise<void>;
}
