import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Piscina } from "piscina";
import {
  GalapagosError,
  type Evaluation,
  type SandboxLevel,
  siblingModule,
  threadEnvironment,
  unpackError,
} from "../../../core/index.ts";
import { isModule, type Limits, type Problem } from "../../../problem/index.ts";
import { failedEvaluation } from "../../failures.ts";
import { SCORER_GRACE_MS, SCORER_MS } from "../../limits.ts";
import type { EvaluationPhase, Job } from "../../job.ts";
import type { LaneMessage, LaneReply, LaneTask, SharedProblem } from "../protocol.ts";
import type { SandboxTimes } from "../../sandbox/kind.ts";
import { sandboxFor } from "../../sandbox/registry.ts";
import type { LaneData } from "../worker/worker.ts";
import { JobQueue } from "./job-queue.ts";
import { RunningTask, type TaskLimits } from "./running-task.ts";

/** The facts of every thread of the pool. */
export interface LaneFacts {
  readonly level: SandboxLevel;
  readonly engine: string;
}

/** The events of the pool. */
export interface LaneEvents {
  /** The process must end because its pool does not come up. */
  dead(reason: string): void;
  /** A thread was replaced for a reason that people should know. */
  replaced(reason: string): void;
  /** A program or the scorer takes its time. */
  slow(phase: EvaluationPhase): void;
}

/**
 * The piscina pool in which candidates are judged. Cuts the queue into tasks of 1 to 32 candidates, watches
 * the progress of each, aborts the thread of a candidate that passed its deadline, and puts the innocent of
 * that batch back into the queue.
 */
export class Lanes {
  private readonly count: number;
  private readonly data: LaneData;
  private readonly times: SandboxTimes;
  private readonly events: LaneEvents;
  private readonly pool: Piscina<LaneTask, LaneReply>;
  private readonly queue = new JobQueue();
  private readonly running = new Map<number, RunningTask>();
  private facts: LaneFacts = { level: 1, engine: "unknown" };
  private tasks = 0;
  private jobs = 0;
  private generation = 0;
  private problem: SharedProblem | null = null;
  /** Time of a job, as a moving average, milliseconds; 0 before the first. */
  private jobMs = 0;
  /** Ticks while tasks run: many an evaluator waits for the next job, and should cost nothing then. */
  private watch: NodeJS.Timeout | null = null;

  constructor(data: LaneData, count: number, events: LaneEvents) {
    this.data = data;
    this.times = sandboxFor(data.problem).times;
    this.count = count;
    this.events = events;
    this.pool = openPool(data, count);
    this.pool.on("message", (message: LaneMessage) => this.hear(message));
    this.pool.on("error", () => {});
    setInterval(() => this.lookAtMemory(), MEMORY_LOOK_MS).unref();
  }

  /** Waits until a thread works; tells what it is. Rejects with the reason why none can be used. */
  async start(): Promise<LaneFacts> {
    const { buffer } = new RunningTask(0, [], this.limits);
    const loading = this.pool.run({ task: 0, generation: 0, jobs: [], problem: null, progress: buffer });
    const reply = await inTime(loading, this.data.problem);
    if (reply.type === "unusable") throw unpackError(reply.error);
    if (reply.type === "facts") this.facts = { level: reply.level, engine: reply.engine };
    return this.facts;
  }

  /** Turns to a problem that differs in its inputs only. */
  serve(problem: Problem): void {
    const bytes = Buffer.from(JSON.stringify(problem));
    const text = new SharedArrayBuffer(bytes.length);
    new Uint8Array(text).set(bytes);
    this.problem = { version: problem.version, text };
    // what jobs took is no guide to other inputs
    this.jobMs = 0;
  }

  /** Judges a job; rejects with the signal's reason when it aborts. */
  judge(job: Job, signal: AbortSignal): Promise<Evaluation> {
    // every evaluator counts its own jobs from 1, and the last one's may still be looked for when the next
    // one's come
    const verdict = this.queue.add({ ...job, id: ++this.jobs }, signal);
    // what one message brings is cut into batches together
    queueMicrotask(() => this.pump());
    return verdict;
  }

  private get limits(): TaskLimits {
    const { limits, evaluator, build } = this.data.problem.definition;
    const deadlineMs = (limits.overrun ?? 1) * limits.deadlineMs;
    const graceMs = this.times.grace + (build?.timeMs ?? 0);
    const scorerGraceMs = isModule(this.data.problem.definition) ? 0 : SCORER_GRACE_MS;
    return { ...limits, deadlineMs, scorerMs: scorerMsOf(limits), scorerGraceMs, graceMs, evaluator };
  }

  private hear(message: LaneMessage): void {
    if (message.type === "verdicts") {
      for (const [id, evaluation] of message.verdicts) this.queue.settle(id, evaluation);
      return;
    }
    if (message.reason !== "") this.events.replaced(message.reason);
    this.running.get(message.task)?.stop("retire");
  }

  /** Begins as many tasks as may run now. */
  private pump(): void {
    for (;;) {
      const jobs = this.queue.next({
        lanes: this.count,
        free: this.isTaken ? 0 : this.count - this.running.size,
        batch: this.jobMs === 0 ? 1 : Math.round(this.times.batch / this.jobMs),
      });
      if (jobs.length === 0) return;
      this.launch(jobs);
    }
  }

  /** True while a job is tried alone. */
  private get isTaken(): boolean {
    return [...this.running.values()].some(({ jobs }) => jobs.some((job) => this.queue.isSuspected(job)));
  }

  private launch(jobs: readonly Job[]): void {
    const task = new RunningTask(++this.tasks, jobs, this.limits);
    this.running.set(task.number, task);
    this.watch ??= setInterval(() => this.look(), LOOK_MS).unref();
    const { number, buffer, abort } = task;
    this.pool
      .run(
        { task: number, generation: this.generation, jobs, problem: this.problem, progress: buffer },
        { signal: abort.signal },
      )
      .then(
        () => this.finished(task),
        (error: unknown) => this.broken(task, error),
      )
      .then(() => this.pump());
  }

  private finished(task: RunningTask): void {
    this.running.delete(task.number);
    const each = (performance.now() - task.begunMs) / task.jobs.length;
    this.jobMs = this.jobMs === 0 ? each : this.jobMs + 0.2 * (each - this.jobMs);
    this.retryLost(task, LOST_MS);
  }

  private broken(task: RunningTask, error: unknown): void {
    this.running.delete(task.number);
    if (task.hasRetired) {
      this.retryLost(task, 0);
      return;
    }
    const guilty = task.current;
    this.queue.putBack(task.jobs.filter((job) => job !== guilty));
    if (!guilty) return;
    const durationMs = task.silentMs;
    this.queue.settle(
      guilty.id,
      failedEvaluation(task.failure(error, this.data.problem.folder), { durationMs, ...this.facts }),
    );
  }

  private retryLost({ jobs }: RunningTask, afterMs: number): void {
    if (this.queue.unjudged(jobs).length === 0) return;
    setTimeout(() => {
      this.queue.putBack(this.queue.unjudged(jobs));
      this.pump();
    }, afterMs);
  }

  private look(): void {
    if (this.running.size === 0 && this.watch !== null) {
      clearInterval(this.watch);
      this.watch = null;
    }
    for (const task of this.running.values()) {
      if (!task.look()) this.events.dead("a thread of the pool does not start");
      const phase = task.slowAt();
      if (phase !== null) this.events.slow(phase);
    }
  }

  /** Memory that a lane's engine never gives back goes with its thread: all retire after their next task. */
  private lookAtMemory(): void {
    const { memoryMb } = this.data.problem.definition.limits;
    const most = (200 + this.count * (LANE_MB + 2 * memoryMb)) * 2 ** 20;
    if (process.memoryUsage.rss() > most) this.generation++;
  }
}

/** The scorer's limit of a problem, milliseconds. */
function scorerMsOf({ scorerMs = SCORER_MS }: Limits): number {
  return scorerMs;
}

/**
 * An evaluator may always take this long to be loaded, because its thread has to start first, milliseconds.
 */
const LOAD_MS = 10_000;

/** Waits until a thread has loaded the evaluator, as long as one call of the scorer may take. */
async function inTime<T>(loading: Promise<T>, { folder, definition }: Problem): Promise<T> {
  // a process is ended by its thread, which tells more
  if (!isModule(definition)) return loading;
  const most = Math.max(scorerMsOf(definition.limits), LOAD_MS);
  const late = sleep(most, null, { ref: false }).then(() => {
    throw new GalapagosError(
      `${join(folder, definition.evaluator)}: expected a module that is loaded within ${most} ms (limits.scorerMs${most === LOAD_MS ? ", and at least that" : ""}), got one that is still running`,
      {
        code: "evaluate/scorer",
        hint: "Look for an endless loop outside its functions, or raise limits.scorerMs.",
      },
    );
  });
  return Promise.race([loading, late]);
}

function openPool(workerData: LaneData, threads: number): Piscina<LaneTask, LaneReply> {
  return new Piscina<LaneTask, LaneReply>({
    filename: siblingModule(import.meta.url, "../worker/worker").href,
    // one job needs one thread: the others start when jobs wait for them, unless a start would disturb what is measured
    minThreads: workerData.problem.definition.timing ? threads : 1,
    maxThreads: threads,
    concurrentTasksPerWorker: 1,
    idleTimeout: Infinity,
    workerData,
    // compiled code is kept between starts; nothing else of the environment comes along
    env: threadEnvironment(process.env),
    resourceLimits: { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 16, stackSizeMb: 4 },
  });
}

/** How often the lanes' progress is looked at, milliseconds. */
const LOOK_MS = 5;
/**
 * How often the process's memory is looked at, milliseconds; and what it may hold per lane beyond the
 * candidates', MiB.
 */
const MEMORY_LOOK_MS = 5_000;
const LANE_MB = 256;
/**
 * Verdicts travel on another port than the end of their task; what has not come after this long was lost,
 * milliseconds.
 */
const LOST_MS = 1000;
