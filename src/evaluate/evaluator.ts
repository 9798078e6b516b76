import type { Evaluation } from "../core/index.ts";
import type { BackendFacts, Job } from "./job.ts";

/**
 * One program to score: what of a job whoever asks has a say in; the problem was given when the evaluator was
 * created. A verification happens in a fresh process. Purpose and baseline default to `search` and `null`.
 */
export type EvaluationRequest = Pick<Job, "source" | "seed"> &
  Partial<Pick<Job, "purpose" | "baseline" | "answers" | "detailed" | "order">> & {
    /** A verification that leaves out hold-out inputs and proof, where no time is left for them. @defaultValue false */
    readonly isBrief?: boolean;
  };

/**
 * Scores programs of one problem, out of their reach: the main thread's handle of the supervised evaluator
 * process. Requests may be made concurrently; they are batched on the way. A broken candidate is a value,
 * never a rejection; the promise rejects only when the signal aborts or the evaluator cannot work at all
 * (`GalapagosError`).
 */
export interface Evaluator {
  evaluate(request: EvaluationRequest, signal?: AbortSignal): Promise<Evaluation>;
  /** Says that the verdict of a request is on record: nothing needs to keep it for fear of a crash any more. */
  recorded(request: EvaluationRequest): void;
  facts(): BackendFacts;
  /** Ends the process and everything below it; resolves when nothing of it is left, at most 2 s later. */
  close(): Promise<void>;
}
