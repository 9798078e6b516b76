import { type Evaluation, EXIT, GalapagosError, type PackedError } from "../../core/index.ts";
import type { Problem } from "../../problem/index.ts";
import type { BackendFacts, EvaluationPhase, Job } from "../job.ts";

/** The facts that the evaluator process is told once. */
export interface HostSettings {
  readonly problem: Problem;
  readonly lanes: number;
  /** Let commands run where bubblewrap is missing. */
  readonly unsafe: boolean;
  /** Folders in which bubblewrap is looked for: the process itself has no PATH. */
  readonly searchPath: string;
  /** Environment of a scorer that is a process of its own. */
  readonly environment: { readonly [name: string]: string };
}

/** The functions that the evaluator process serves the main thread. */
export interface HostService {
  /** Starts the pool; resolves when it can judge. Asked once, before all else. */
  start(settings: HostSettings): Promise<BackendFacts>;
  /** Turns to a problem that differs in its inputs only, for the jobs that come after. */
  serve(problem: Problem): void;
  evaluate(job: Job, signal: AbortSignal): Promise<Evaluation>;
  /** Shows that the process answers. */
  ping(): void;
}

/** The functions that the main thread serves the evaluator process. */
export interface HostListener {
  /** A thread of the pool was replaced, for a reason that people should know. */
  replaced(reason: string): void;
  /** An evaluation takes its time there; for people. */
  slow(phase: EvaluationPhase): void;
}

/** How conversations with the evaluator process end, on either side. */
export const HOST_ERRORS = {
  closed: (): GalapagosError =>
    new GalapagosError("the evaluator process is gone", { code: "evaluate/gone", exitCode: EXIT.bug }),
  unknown: { code: "evaluate/engine" },
} as const;

/** A problem as JSON text that threads share. */
export interface SharedProblem {
  readonly version: string;
  readonly text: SharedArrayBuffer;
}

/** Evaluator process → thread of its pool: a batch, and shared memory that shows where the thread is. */
export interface LaneTask {
  readonly task: number;
  /** A thread that began in an earlier generation retires after this task. */
  readonly generation: number;
  readonly jobs: readonly Job[];
  /** The problem of the jobs where it is not the one that the thread was started with. */
  readonly problem: SharedProblem | null;
  /**
   * Int32: [0] jobs begun, [1] counts every call of a candidate and every scoring, [2] 1 while scoring, [3]
   * the thread's kernel id.
   */
  readonly progress: SharedArrayBuffer;
}

/** Thread → evaluator process: proven verdicts, and the wish to be replaced; an empty reason is routine. */
export type LaneMessage =
  | {
      readonly type: "verdicts";
      readonly verdicts: readonly (readonly [id: number, evaluation: Evaluation])[];
    }
  | { readonly type: "retire"; readonly task: number; readonly reason: string };

/**
 * How a task ended: an empty one tells what the lane is or why it cannot work. Error classes do not cross
 * threads.
 */
export type LaneReply =
  | { readonly type: "done" }
  | { readonly type: "facts"; readonly level: BackendFacts["level"]; readonly engine: string }
  | { readonly type: "unusable"; readonly error: PackedError };

/** Places in {@link LaneTask.progress}. */
export const PROGRESS = { job: 0, beat: 1, scoring: 2, thread: 3, size: 4 } as const;
