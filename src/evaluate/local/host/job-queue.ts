import { type Evaluation, isDoubtful } from "../../../core/index.ts";
import type { Job } from "../../job.ts";

/** How many threads there are and how many of them are free, and how many jobs a task should hold. */
export interface Room {
  readonly lanes: number;
  readonly free: number;
  readonly batch: number;
}

/**
 * The jobs that the evaluator process owes a verdict. A doubtful verdict (of the clock, or a crash) is not
 * believed at once: its job is tried again alone, with all other threads idle, and what comes of it then
 * counts.
 */
export class JobQueue {
  private readonly open = new Map<number, { readonly job: Job; readonly resolve: (e: Evaluation) => void }>();
  private queue: Job[] = [];
  private readonly suspects: Job[] = [];
  /** Jobs that are tried for the second time. */
  private readonly suspected = new Set<number>();

  /** Queues a job; rejects with the signal's reason when it aborts. */
  add(job: Job, signal: AbortSignal): Promise<Evaluation> {
    return new Promise((resolve, reject) => {
      this.open.set(job.id, { job, resolve });
      this.queue.push(job);
      signal.addEventListener("abort", () => {
        this.close(job.id);
        reject(signal.reason);
      });
    });
  }

  /** Takes the jobs of the next task; none when no task may begin now. */
  next({ lanes, free, batch }: Room): readonly Job[] {
    const isIdle = free === lanes;
    while (isIdle && this.suspects.length > 0) {
      const suspect = this.suspects.shift();
      if (suspect && this.open.has(suspect.id)) return [suspect];
    }
    if (this.suspects.length > 0) return [];
    if (free > 0) this.queue.sort((a, b) => (a.order ?? 0) - (b.order ?? 0));
    while (free > 0 && this.queue.length > 0) {
      const fair = Math.ceil(this.queue.length / free);
      const size = Math.max(1, Math.min(MAX_BATCH, fair, batch));
      const jobs = this.queue.splice(0, size).filter(({ id }) => this.open.has(id));
      if (jobs.length > 0) return jobs;
    }
    return [];
  }

  /** True for a job whose verdict is believed whatever it is: nothing else may run beside it. */
  isSuspected({ id }: Job): boolean {
    return this.suspected.has(id);
  }

  /** Takes in a verdict, or tries its job again when it is doubtful for the first time. */
  settle(id: number, evaluation: Evaluation): void {
    const entry = this.open.get(id);
    if (!entry) return;
    if (isDoubtful(evaluation.kind) && !this.suspected.has(id)) {
      this.suspected.add(id);
      this.suspects.push(entry.job);
      return;
    }
    this.close(id);
    entry.resolve(evaluation);
  }

  /** Of these jobs, those that nobody has judged or is about to try again. */
  unjudged(jobs: readonly Job[]): readonly Job[] {
    return jobs.filter(({ id }) => this.open.has(id) && !this.suspected.has(id));
  }

  /** Puts jobs whose thread is gone before all others. */
  putBack(jobs: readonly Job[]): void {
    const again = jobs.filter(({ id }) => this.open.has(id));
    this.queue = [...again, ...this.queue];
  }

  private close(id: number): void {
    this.open.delete(id);
    this.suspected.delete(id);
  }
}

/** Most jobs per task of the pool. */
const MAX_BATCH = 32;
