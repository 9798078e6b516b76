import { type Evaluation, EXIT, GalapagosError } from "../../core/index.ts";
import type { Backend, BackendSettings } from "../backend.ts";
import { failedEvaluation, failure } from "../failures.ts";
import type { BackendFacts, Job } from "../job.ts";
import { defaultSearchPath } from "../sandbox/bubblewrap.ts";
import { type HostEvents, type HostProcess, startHost } from "./host-process.ts";
import { JobRoster, type OpenJob } from "./job-roster.ts";
import type { HostSettings } from "./protocol.ts";

/** Jobs in the process per lane: enough to fill batches, few enough to try again cheaply. */
const WINDOW_PER_LANE = 64;
/** Restarts in a row without a single verdict after which the backend gives up. */
const MAX_RESTARTS = 5;

/**
 * The backend on this machine: owns one evaluator process and keeps it alive and busy. When the process dies a new one is
 * started, and what was inside is tried again one by one; a program that kills it twice, the second time alone, is
 * recorded as `killed`.
 */
export async function localBackend(settings: BackendSettings): Promise<Backend> {
  const { problem, lanes, unsafe, onRestart } = settings;
  const supervisor = new Supervisor({ problem, lanes, unsafe, searchPath: defaultSearchPath() }, onRestart);
  await supervisor.start();
  return supervisor;
}

class Supervisor implements Backend {
  private readonly settings: HostSettings;
  private readonly events: HostEvents;
  private readonly roster: JobRoster;
  private host: HostProcess | null = null;
  private known: BackendFacts | null = null;
  private restarts = 0;
  /** Why no further job is taken. */
  private end: GalapagosError | null = null;

  constructor(settings: HostSettings, onRestart: (reason: string) => void) {
    this.settings = settings;
    this.roster = new JobRoster(settings.lanes * WINDOW_PER_LANE);
    this.events = {
      replaced: onRestart,
      died: (reason) => {
        this.host = null;
        if (this.end !== null) return;
        this.bury(reason);
        onRestart(reason);
        this.restart(reason);
      },
    };
  }

  /** Starts the process and learns what it is. */
  async start(): Promise<void> {
    this.host = await startHost(this.settings, this.events);
    this.known = this.host.facts;
  }

  get facts(): BackendFacts {
    return this.known as BackendFacts;
  }

  async evaluate(job: Job, signal?: AbortSignal): Promise<Evaluation> {
    if (this.end !== null) throw this.end;
    signal?.throwIfAborted();
    if (job.problem !== this.settings.problem.version) throw otherProblem(this.settings, job);
    const verdict = this.roster.add(job, signal);
    this.pump();
    // whoever was called off makes room
    return verdict.finally(() => this.pump());
  }

  async close(): Promise<void> {
    if (this.end === null) this.giveUp(closedError());
    await this.host?.kill();
    this.host = null;
  }

  private pump(): void {
    if (this.host === null) return;
    const { port } = this.host;
    for (const open of this.roster.enter()) {
      port.call("evaluate", open.job, open.signal).then(
        (evaluation) => this.settle(open, evaluation),
        (error: unknown) => this.refuse(open, error),
      );
    }
  }

  private settle(open: OpenJob, evaluation: Evaluation): void {
    if (!this.roster.settle(open)) return;
    this.restarts = 0;
    open.resolve(evaluation);
  }

  private refuse(open: OpenJob, error: unknown): void {
    // what was inside when the process died is tried again
    if (error instanceof GalapagosError && error.code === "evaluate/gone") return;
    if (this.roster.settle(open)) open.reject(error);
  }

  private bury(reason: string): void {
    const said = `the evaluator process died twice while it ran this program: ${reason}`;
    const facts = { durationMs: 0, level: this.facts.level, engine: this.facts.engine };
    this.roster.bury()?.resolve(failedEvaluation(failure("error", "killed", said), facts));
  }

  private restart(reason: string): void {
    if (++this.restarts > MAX_RESTARTS) {
      const said = `the evaluator process keeps dying: ${reason}`;
      this.giveUp(new GalapagosError(said, { code: "evaluate/dead", exitCode: EXIT.bug }));
      return;
    }
    startHost(this.settings, this.events).then(
      (started) => {
        if (this.end !== null) return void started.kill();
        this.host = started;
        this.pump();
      },
      (error: unknown) => {
        if (this.end === null) this.restart(error instanceof Error ? error.message : String(error));
      },
    );
  }

  private giveUp(error: GalapagosError): void {
    this.end = error;
    this.roster.rejectAll(error);
  }
}

function closedError(): GalapagosError {
  return new GalapagosError("the evaluator is closed", { code: "evaluate/closed", exitCode: EXIT.bug });
}

function otherProblem({ problem }: HostSettings, job: Job): GalapagosError {
  return new GalapagosError(
    `expected a job of the problem ${problem.definition.name}, version ${problem.version}, got one of version ${job.problem}`,
    { code: "evaluate/problem", exitCode: EXIT.bug },
  );
}
