import type { Json, SandboxLevel } from "../core/index.ts";

/** One evaluation to be made: plain data, the same for every backend and on every stage of its way. */
export interface Job {
  /** Number of the job, unique among those that its evaluator has open. */
  readonly id: number;
  /** Version of the problem, which stands for everything that a score depends on besides this job. */
  readonly problem: string;
  readonly source: string;
  /** Seed of the candidate's `Math.random` and of scorers that draw instances. */
  readonly seed: number;
  /** `search` scores on `inputs`; `verify` on the hold-out inputs, too. */
  readonly purpose: "search" | "verify";
  /**
   * The parent, where it has a part in the score: run time is measured against it, the program races with it, or starts from what it
   * constructed. `null` for the problem's seed, and everywhere else.
   */
  readonly baseline: Baseline | null;
  /**
   * The model's answers, one for each input and, for a verification, each hold-out input. Only where programs are prompts.
   */
  readonly answers?: readonly string[];
  /** Which of the jobs that wait begins first: the one of the lowest number. @defaultValue 0 */
  readonly order?: number;
  /**
   * True for somebody who is at work on the problem: the verdict tells more of how it came about.
   * @defaultValue false
   */
  readonly detailed?: boolean;
}

/** The program that a candidate is compared with, or starts from. */
export interface Baseline {
  readonly source: string;
  /** Its own run time as a multiple of the seed's (the metric `relativeTime` of its verdict). */
  readonly relativeTime: number;
  /** Its score, where the two race. */
  readonly score?: number;
  /** Its answer, where programs start from their parent's. */
  readonly start?: Json;
}

/** Where an evaluation is: a program runs, or the scorer. */
export type EvaluationPhase = "program" | "scorer";

/** The machinery of evaluations: recorded with each verdict, and shown by `doctor`. */
export interface BackendFacts {
  readonly level: SandboxLevel;
  readonly engine: string;
  /** Evaluations that can be under way at the same time. */
  readonly lanes: number;
  /**
   * Words for people on the containment that was obtained, e.g. that bubblewrap is missing; usually empty.
   */
  readonly warnings?: readonly string[];
}
