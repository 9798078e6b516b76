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
export function createLane({
  judgeOf,
  sandbox,
  holdMs,
  canary,
  thread,
  post,
}: LaneParts): (task: LaneTask) => Promise<LaneReply> {
  let judged = 0;
  let born: number | undefined;

  return async function runTask(task) {
    born ??= task.generation;
    const judge = judgeOf(task);
    const progress = new Int32Array(task.progress);
    progress[PROGRESS.thread] = thread;
    let held: Verdict[] = [];
    let heldSince = 0;
    const publish = (verdicts: readonly Verdict[]): void =>
      post({ type: "verdicts", verdicts: verdicts.map(({ job, evaluation }) => [job.id, evaluation]) });
    const retire = async (reason: string): Promise<never> => {
      await sandbox.close();
      post({ type: "retire", task: task.task, reason });
      return new Promise<never>(() => {});
    };

    const work = [...task.jobs];
    for (const job of work) {
      if (held.length === 0) heldSince = performance.now();
      Atomics.store(progress, PROGRESS.job, task.jobs.indexOf(job) + 1);
      try {
        const evaluation = await judge.judge(job, (phase) => {
          Atomics.store(progress, PROGRESS.scoring, phase === "scorer" ? 1 : 0);
          Atomics.add(progress, PROGRESS.beat, 1);
        });
        held.push({ job, evaluation });
      } catch (error) {
        const why = failure(
          "error",
          "crash",
          `the engine broke: ${error instanceof Error ? error.message : error}`,
        );
        const facts = {
          durationMs: performance.now() - heldSince,
          level: sandbox.level,
          engine: sandbox.engine,
        };
        publish([{ job, evaluation: failedEvaluation(why, facts) }]);
        return retire("");
      }
      judged++;
      Atomics.add(progress, PROGRESS.beat, 1);
      if (judge.spent()) {
        // The lane goes anyway, and its stripper can no longer run the canary.
        publish(held.slice(-1));
        return retire("");
      }
      if (sandbox.fresh()) {
        // Whatever the process before this one may have been, it is gone: its last victim is known, the
        // others start over.
        publish(held.slice(-1));
        work.push(...held.slice(0, -1).map((verdict) => verdict.job));
        held = [];
        continue;
      }
      if (job !== work.at(-1) && performance.now() - heldSince < holdMs) continue;
      if (!(await canary())) return retire("a canary was not judged as known: the lane was damaged");
      publish(held);
      held = [];
    }
    if (judged >= LIFETIME || born !== task.generation) return retire("");
    return { type: "done" };
  };
}

/** A thread is replaced after this many candidates, whatever it looks like. */
const LIFETIME = 10_000;
