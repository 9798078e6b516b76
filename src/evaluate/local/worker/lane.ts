import type { Evaluation } from "../../../core/index.ts";
import { failedEvaluation, failure } from "../../failures.ts";
import type { Job } from "../../job.ts";
import { type LaneMessage, type LaneReply, type LaneTask, PROGRESS } from "../protocol.ts";
import type { Sandbox } from "../../sandbox/sandbox.ts";
import type { Judge } from "./judge.ts";

interface Verdict {
  readonly job: Job;
  readonly evaluation: Evaluation;
}

/** The parts of a lane. */
export interface LaneParts {
  /** The judge of a task's problem. */
  readonly judgeOf: (task: LaneTask) => Judge;
  readonly sandbox: Sandbox;
  /** Verdicts wait at most about this long for their canary, milliseconds. */
  readonly holdMs: number;
  /** Runs the known-answer program; `false` discards the lane. */
  readonly canary: () => Promise<boolean>;
  /** The kernel's id of this thread; 0 where it is unknown. */
  readonly thread: number;
  readonly post: (message: LaneMessage) => void;
}

/**
 * One thread of the pool at work: judges the candidates of a task one after the other. Verdicts are held
 * until a canary proves that the lane still answers right, at the latest every few milliseconds and at the
 * end of the task. When it does not, what came after the last good canary is thrown away here and judged
 * again elsewhere, and the lane asks to be replaced. It also does so after its lifetime, and when its judge
 * broke. The returned promise then never settles: the abort of the task ends the thread.
 */
export function createLane(parts: LaneParts): (task: LaneTask) => Promise<LaneReply> {
  let judged = 0;
  let born: number | undefined;
  return async (task) => {
    born ??= task.generation;
    const run = new LaneRun(parts, task);
    const reply = await run.judgeAll();
    judged += run.judged;
    if (judged >= LIFETIME || born !== task.generation) return run.retire("");
    return reply;
  };
}

/** A task under way on a lane. */
class LaneRun {
  /** Candidates that were judged, those that were judged again included. */
  judged = 0;
  private readonly parts: LaneParts;
  private readonly task: LaneTask;
  private readonly judge: Judge;
  private readonly progress: Int32Array;
  /** Verdicts since the last good canary. */
  private held: Verdict[] = [];
  private heldSince = 0;

  constructor(parts: LaneParts, task: LaneTask) {
    this.parts = parts;
    this.task = task;
    this.judge = parts.judgeOf(task);
    this.progress = new Int32Array(task.progress);
    this.progress[PROGRESS.thread] = parts.thread;
  }

  async judgeAll(): Promise<LaneReply> {
    const { sandbox, holdMs, canary } = this.parts;
    const work = [...this.task.jobs];
    for (const job of work) {
      if (!(await this.judgeOne(job))) return this.retire("");
      if (this.judge.spent()) {
        // The lane goes anyway, and its stripper can no longer run the canary.
        this.publish(this.held.slice(-1));
        return this.retire("");
      }
      if (sandbox.fresh()) {
        // Whatever the process before this one may have been, it is gone: its last victim is known, the
        // others start over.
        this.publish(this.held.slice(-1));
        work.push(...this.held.slice(0, -1).map((verdict) => verdict.job));
        this.held = [];
        continue;
      }
      if (job !== work.at(-1) && performance.now() - this.heldSince < holdMs) continue;
      if (!(await canary())) return this.retire("a canary was not judged as known: the lane was damaged");
      this.publish(this.held);
      this.held = [];
    }
    return { type: "done" };
  }

  /** Closes the sandbox and asks for the end of the thread, which comes while this waits. */
  async retire(reason: string): Promise<never> {
    await this.parts.sandbox.close();
    this.parts.post({ type: "retire", task: this.task.task, reason });
    return new Promise<never>(() => {});
  }

  /** Holds a job's verdict; `false` when the engine broke on it, which is told at once. */
  private async judgeOne(job: Job): Promise<boolean> {
    const { progress } = this;
    if (this.held.length === 0) this.heldSince = performance.now();
    Atomics.store(progress, PROGRESS.job, this.task.jobs.indexOf(job) + 1);
    try {
      const evaluation = await this.judge.judge(job, (phase) => {
        Atomics.store(progress, PROGRESS.scoring, phase === "scorer" ? 1 : 0);
        Atomics.add(progress, PROGRESS.beat, 1);
      });
      this.held.push({ job, evaluation });
    } catch (error) {
      const { level, engine } = this.parts.sandbox;
      const said = `the engine broke: ${error instanceof Error ? error.message : error}`;
      const facts = { durationMs: performance.now() - this.heldSince, level, engine };
      this.publish([{ job, evaluation: failedEvaluation(failure("error", "crash", said), facts) }]);
      return false;
    }
    this.judged++;
    Atomics.add(progress, PROGRESS.beat, 1);
    return true;
  }

  private publish(verdicts: readonly Verdict[]): void {
    const pairs = verdicts.map(({ job, evaluation }) => [job.id, evaluation] as const);
    this.parts.post({ type: "verdicts", verdicts: pairs });
  }
}

/** A thread is replaced after this many candidates, whatever it looks like. */
const LIFETIME = 10_000;
