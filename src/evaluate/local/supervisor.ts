import { type Evaluation, EXIT, GalapagosError } from "../../core/index.ts";
import type { Backend, BackendSettings } from "../backend.ts";
import { failedEvaluation, failure } from "../failures.ts";
import type { BackendFacts, Job } from "../job.ts";
import { defaultSearchPath } from "../sandbox/bubblewrap.ts";
import { scorerEnvironment } from "../scorer-environment.ts";
import { type HostEvents, type HostProcess, startHost } from "./host-process.ts";
import { JobRoster, type OpenJob } from "./job-roster.ts";
import type { HostSettings } from "./protocol.ts";

/**
 * Owns one evaluator process and keeps it alive and busy. When the process dies a new one is started, and
 * what was inside is tried again one by one; a program that kills it twice, the second time alone, is
 * recorded as `killed`.
 */
export class Supervisor implements Backend {
  private settings: HostSettings;
  private onRestart: (reason: string) => void;
  private onStarved: BackendSettings["onStarved"];
  private readonly events: HostEvents;
  private readonly roster: JobRoster;
  private host: HostProcess | null = null;
  private known: BackendFacts | null = null;
  private restarts = 0;
  private isToldStarved = false;
  /** Why no further job is taken. */
  private end: GalapagosError | null = null;

  private constructor({ problem, lanes, unsafe, onRestart, onSlow, onStarved }: BackendSettings) {
    const environment = scorerEnvironment(problem, process.env);
    this.settings = { problem, lanes, unsafe, searchPath: defaultSearchPath(), environment };
    this.onRestart = onRestart;
    this.onStarved = onStarved;
    this.roster = new JobRoster(lanes * WINDOW_PER_LANE);
    this.events = {
      replaced: (reason) => this.onRestart(reason),
      slow: (phase) => onSlow?.(phase),
      starved: () => {
        if (this.isToldStarved) return;
        this.isToldStarved = true;
        this.onStarved?.(STARVED);
      },
      died: (reason) => {
        this.host = null;
        if (this.end !== null) return;
        this.bury(reason);
        this.onRestart(reason);
        this.restart(reason);
      },
    };
  }

  /** Starts the process and waits until it can judge. */
  static async start(settings: BackendSettings): Promise<Supervisor> {
    const supervisor = new Supervisor(settings);
    supervisor.host = await startHost(supervisor.settings, supervisor.events);
    supervisor.known = supervisor.host.facts;
    return supervisor;
  }

  /** The error of whoever asks a closed backend. */
  static closed(): GalapagosError {
    return new GalapagosError("the evaluator is closed", { code: "evaluate/closed", exitCode: EXIT.bug });
  }

  /** True when the process is there and owes nobody a verdict. */
  get isIdle(): boolean {
    return this.end === null && this.host !== null && this.roster.isEmpty;
  }

  /**
   * Turns to another evaluator's problem, which differs in its inputs only. Rejects when the process is not
   * there.
   */
  async serve({ problem, onRestart, onStarved }: BackendSettings): Promise<void> {
    if (this.host === null) throw Supervisor.closed();
    this.onRestart = onRestart;
    this.onStarved = onStarved;
    if (problem.version === this.settings.problem.version) return;
    this.settings = { ...this.settings, problem };
    await this.host.port.call("serve", problem);
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
    if (this.end === null) this.giveUp(Supervisor.closed());
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

function otherProblem({ problem }: HostSettings, job: Job): GalapagosError {
  return new GalapagosError(
    `expected a job of the problem ${problem.definition.name}, version ${problem.version}, got one of version ${job.problem}`,
    { code: "evaluate/problem", exitCode: EXIT.bug },
  );
}

const STARVED = "the evaluator has waited for a processor for a minute: the machine is busy with other work";
/** Jobs in the process per lane: enough to fill batches, few enough to try again cheaply. */
const WINDOW_PER_LANE = 64;
/** Restarts in a row without a single verdict after which the backend gives up. */
const MAX_RESTARTS = 5;
