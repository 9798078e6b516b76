import { type Evaluation, onAbort } from "../../core/index.ts";
import type { Job } from "../job.ts";

/** A job that its backend owes a verdict. */
export interface OpenJob {
  readonly job: Job;
  readonly signal: AbortSignal | undefined;
  readonly resolve: (evaluation: Evaluation) => void;
  readonly reject: (error: unknown) => void;
  /** Process deaths that this job was there for. */
  deaths: number;
}

/**
 * The open jobs of a backend: those that wait, those inside the process, and those suspected of its death,
 * which enter one by one, so that the innocent get their verdicts and only a job that kills the process
 * twice, the second time alone, is guilty.
 */
export class JobRoster {
  private readonly waiting: OpenJob[] = [];
  private readonly inside = new Set<OpenJob>();
  private suspects: OpenJob[] = [];
  private readonly window: number;

  /** @param window - jobs inside the process at most */
  constructor(window: number) {
    this.window = window;
  }

  /** Opens a job; the promise rejects with the signal's reason as soon as it aborts. */
  add(job: Job, signal: AbortSignal | undefined): Promise<Evaluation> {
    return new Promise<Evaluation>((resolve, reject) => {
      const callOff =
        signal &&
        onAbort(signal, () => {
          this.leave(open);
          reject(signal.reason);
        });
      const open: OpenJob = {
        ...{ job, signal, deaths: 0 },
        resolve(evaluation) {
          callOff?.();
          resolve(evaluation);
        },
        reject(error) {
          callOff?.();
          reject(error);
        },
      };
      this.waiting.push(open);
    });
  }

  /** Takes the jobs that may enter the process now. */
  enter(): readonly OpenJob[] {
    const entering = this.suspects.length > 0 ? this.nextSuspect() : this.waiting.splice(0, this.room);
    for (const open of entering) this.inside.add(open);
    return entering;
  }

  /** Takes a job out for good; `false` when it was not inside (any more). */
  settle(open: OpenJob): boolean {
    return this.inside.delete(open);
  }

  /** The process died: what was inside is suspect. Returns the job that is guilty of it, if one is. */
  bury(): OpenJob | null {
    const victims = [...this.inside];
    this.inside.clear();
    for (const open of victims) open.deaths++;
    const [only] = victims;
    if (victims.length === 1 && only !== undefined && only.deaths > 1) return only;
    this.suspects = [...victims, ...this.suspects];
    return null;
  }

  /** Rejects everything open. */
  rejectAll(error: unknown): void {
    for (const open of [...this.inside, ...this.suspects, ...this.waiting]) open.reject(error);
    this.inside.clear();
    this.suspects = [];
    this.waiting.length = 0;
  }

  get isEmpty(): boolean {
    return this.inside.size + this.suspects.length + this.waiting.length === 0;
  }

  private get room(): number {
    return this.window - this.inside.size;
  }

  private nextSuspect(): readonly OpenJob[] {
    return this.inside.size === 0 ? this.suspects.splice(0, 1) : [];
  }

  private leave(open: OpenJob): void {
    for (const list of [this.waiting, this.suspects]) {
      const place = list.indexOf(open);
      if (place >= 0) list.splice(place, 1);
    }
    this.inside.delete(open);
  }
}
