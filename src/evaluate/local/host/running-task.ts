import type { Limits } from "../../../problem/index.ts";
import { type Failure, failure } from "../../failures.ts";
import type { EvaluationPhase, Job } from "../../job.ts";
import { isBusy, PATIENCE, threadCpuMs } from "../../sandbox/process-tree.ts";
import { PROGRESS } from "../protocol.ts";
import { describeError } from "../worker/error-place.ts";

/**
 * How a task ended before its time: its thread asked for it, a candidate or the scorer passed its deadline.
 */
export type TaskEnding = "retire" | "wall" | "scorer-wall";

/** The limits of a candidate. */
export interface TaskLimits extends Limits {
  /** Time after the deadline in which it is stopped from inside, milliseconds. */
  readonly graceMs: number;
  /** Longest call of the scorer, milliseconds. */
  readonly scorerMs: number;
  /** Time after that in which it is ended by its own thread, milliseconds. */
  readonly scorerGraceMs: number;
  /** Name of the evaluator's file, for messages. */
  readonly evaluator: string;
}

/** A task in the pool, and what its thread showed of its progress. */
export class RunningTask {
  readonly number: number;
  readonly jobs: readonly Job[];
  readonly buffer = new SharedArrayBuffer(4 * PROGRESS.size);
  /** Aborting it ends the thread. */
  readonly abort = new AbortController();
  readonly begunMs = performance.now();
  private readonly limits: TaskLimits;
  private readonly progress = new Int32Array(this.buffer);
  private ending: TaskEnding | null = null;
  /** A candidate was seen to run. */
  private started = false;
  private beat = 0;
  private beatMs = this.begunMs;
  /** A stretch without a sign of life has been told. */
  private isToldSlow = false;
  /** The thread's CPU time when half of the deadline had passed, to tell busy from starved. */
  private halfwayCpuMs: number | null = null;
  private busy = false;

  constructor(number: number, jobs: readonly Job[], limits: TaskLimits) {
    this.number = number;
    this.jobs = jobs;
    this.limits = limits;
  }

  /** The job that the thread is at; none before the first. */
  get current(): Job | undefined {
    return this.jobs[(this.progress[PROGRESS.job] ?? 0) - 1];
  }

  /** True when the thread was ended at its own wish, which is nobody's fault. */
  get hasRetired(): boolean {
    return this.ending === "retire";
  }

  /** Milliseconds since the thread last showed that it goes on. */
  get silentMs(): number {
    return performance.now() - this.beatMs;
  }

  /**
   * The thread's present phase, once in each stretch in which it has shown no sign of life for a while; else
   * `null`.
   */
  slowAt(): EvaluationPhase | null {
    if (!this.started || this.isToldSlow || this.silentMs < SLOW_MS) return null;
    this.isToldSlow = true;
    return Atomics.load(this.progress, PROGRESS.scoring) === 1 ? "scorer" : "program";
  }

  /** Ends the thread; the first reason counts. */
  stop(ending: TaskEnding): void {
    if (this.ending) return;
    this.ending = ending;
    this.abort.abort();
  }

  /** Looks where the thread is and stops it when it is over time; `false` when it does not come up at all. */
  look(): boolean {
    const now = performance.now();
    const beat = Atomics.load(this.progress, PROGRESS.beat);
    if (Atomics.load(this.progress, PROGRESS.job) === 0) return now - this.beatMs <= START_MS;
    if (beat !== this.beat || !this.started) {
      this.started = true;
      this.beat = beat;
      this.beatMs = now;
      this.halfwayCpuMs = null;
      this.isToldSlow = false;
      return true;
    }
    const waited = now - this.beatMs;
    if (Atomics.load(this.progress, PROGRESS.scoring) === 0) this.lookAtCandidate(waited);
    else if (waited > this.limits.scorerMs + this.limits.scorerGraceMs) this.stop("scorer-wall");
    return true;
  }

  /**
   * Why the job that the thread was at has no verdict.
   * @param folder - absolute path of the problem's folder
   */
  failure(error: unknown, folder: string): Failure {
    if (this.ending === "scorer-wall")
      return failure(
        "timeout",
        "scorer-wall",
        `the scorer (${this.limits.evaluator}) was still running after ${this.limits.scorerMs} ms (limits.scorerMs)`,
      );
    if (this.ending === "wall") {
      const said = `still running after ${this.limits.deadlineMs} ms (limits.deadlineMs)`;
      return failure("timeout", this.busy ? "cpu" : "wall", said);
    }
    const said = error instanceof Error ? error.message : String(error);
    if (Atomics.load(this.progress, PROGRESS.scoring) === 1)
      return failure("error", "scorer", `the scorer ended its thread: ${describeError(error, folder)}`);
    return failure("error", "crash", `the engine's thread ended: ${said}`);
  }

  private lookAtCandidate(waited: number): void {
    const { deadlineMs, graceMs } = this.limits;
    if (waited > deadlineMs / 2) this.halfwayCpuMs ??= this.cpuMs();
    if (waited <= deadlineMs + graceMs) return;
    this.busy = isBusy(2 * (this.cpuMs() - (this.halfwayCpuMs ?? 0)), this.limits);
    if (this.busy || waited > (1 + PATIENCE) * deadlineMs + graceMs) this.stop("wall");
  }

  /** CPU time of the thread, milliseconds. */
  private cpuMs(): number {
    return threadCpuMs(this.progress[PROGRESS.thread] ?? 0);
  }
}

/**
 * A thread that has not begun its task after this long will not come up, milliseconds of wall time, as which of the system's threads it is
 * it says only when it begins: generous, because the machine may be busy.
 */
const START_MS = 120_000;
/** A call that takes longer than this is told to whoever watches, milliseconds. */
const SLOW_MS = 500;
