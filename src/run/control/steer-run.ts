import { dirname } from "node:path";
import { GalapagosError, given, type RunEvent } from "../../core/index.ts";
import type { Problem } from "../../problem/index.ts";
import type { ResumeRunOptions, RunOverview } from "../kinds/run.ts";
import { openRun } from "../open-run.ts";
import { readRunRecord } from "../record.ts";
import { type Budgets, resumedConfig } from "../resume.ts";
import { isRedQueenRun } from "../rounds/red-queen-state.ts";
import { giveHint } from "../memory/give-hint.ts";
import { injectProgram } from "../transplant/inject.ts";
import { type Inbox, openInbox, type Pending } from "./inbox.ts";
import { createPausing } from "./pausing.ts";

/** The options of a sitting that is steered. */
export type SteeredSitting = Omit<ResumeRunOptions, "budgets" | "reload" | "moved"> & {
  readonly signal: AbortSignal;
};

/** How a run is steered. */
export interface SteerOptions {
  readonly sitting: SteeredSitting;
  /** Loads the problem of the record as it is on disk now. */
  readonly reload: (recorded: Problem) => Promise<Problem>;
  /** Leaves the process at once: the last of what a person may ask for. */
  readonly leave: () => void;
  /** Told in a sentence what was asked for. */
  readonly onNews: (text: string) => void;
}

/** A pending request that is carried out between two sittings. */
interface Waiting extends Pending {
  readonly request: Extract<Pending["request"], { readonly type: "budget" | "inject" | "hint" }>;
}

/**
 * Sees a run to its end and listens to requests meanwhile. Those that change what the run will do end its sitting, are put on record as
 * the command line would (`inject`, `memory hint`, larger budgets of `resume`), and the run is resumed: exactly the run that these
 * commands would have made.
 *
 * @param begin - starts the first sitting
 */
export async function steerRun(
  begin: (sitting: SteeredSitting) => Promise<RunOverview>,
  options: SteerOptions,
): Promise<RunOverview> {
  const steering = new Steering(options);
  try {
    let overview = await begin(steering.sitting());
    while (steering.goesOn()) {
      const budgets = await steering.carryOut(overview.folder);
      overview = await openRun(overview.folder).resume({
        ...steering.sitting(),
        budgets,
        reload: options.reload,
      });
    }
    return overview;
  } finally {
    steering.close();
  }
}

class Steering {
  private readonly options: SteerOptions;
  private readonly pausing = createPausing();
  private waiting: Waiting[] = [];
  private turn = new AbortController();
  private isDrained = false;
  private inbox: Inbox | null = null;

  constructor(options: SteerOptions) {
    this.options = options;
  }

  /** The options of the next sitting. */
  sitting(): SteeredSitting {
    const { sitting } = this.options;
    this.turn = new AbortController();
    if (this.waiting.length > 0) this.turn.abort();
    return {
      ...sitting,
      pausing: this.pausing,
      signal: AbortSignal.any([sitting.signal, this.turn.signal]),
      onEvents: (events) => {
        for (const event of events) if (event.type === "run-started") this.listen(event);
        sitting.onEvents?.(events);
      },
    };
  }

  /** True where requests wait that another sitting is to begin with. */
  goesOn(): boolean {
    return this.waiting.length > 0 && !this.isDrained && !this.options.sitting.signal.aborted;
  }

  /** Puts what waits on record. @returns the budgets that the next sitting is given */
  async carryOut(folder: string): Promise<Budgets> {
    let budgets: Budgets = {};
    for (const { request, answer } of this.waiting.splice(0)) {
      try {
        if (request.type === "budget") {
          const raised = { ...budgets, ...budgetsOf(request) };
          resumedConfig({ folder }, readRunRecord({ folder }), raised);
          budgets = raised;
          answer({ status: "done", message: "the budget is raised" });
        } else answer({ status: "done", message: await this.give(folder, request) });
      } catch (error) {
        if (!(error instanceof GalapagosError)) throw error;
        answer({ status: "refused", message: error.message });
      }
    }
    return budgets;
  }

  close(): void {
    for (const { answer } of this.waiting)
      answer({ status: "refused", message: "the run has ended; resume it first" });
    this.inbox?.[Symbol.dispose]();
  }

  private listen({ run }: Extract<RunEvent, { readonly type: "run-started" }>): void {
    if (this.inbox !== null) return;
    const folder = isRedQueenRun(dirname(run)) ? dirname(run) : run;
    try {
      this.inbox = openInbox(folder, (pending) => this.take(pending, isRedQueenRun(folder)));
    } catch {
      // a run that nobody can talk to is a run all the same
    }
  }

  private take({ request, answer }: Pending, isRounds: boolean): void {
    switch (request.type) {
      case "pause":
        this.pausing.pause();
        this.options.onNews("paused: nothing new is scored until it goes on; time budgets run on");
        answer({ status: "done", message: "paused" });
        break;
      case "go-on":
        this.pausing.goOn();
        this.options.onNews("going on");
        answer({ status: "done", message: "going on" });
        break;
      case "stop":
        answer({ status: "done", message: "left at once; nothing recorded is lost" });
        this.options.leave();
        break;
      case "drain":
        this.isDrained = true;
        this.options.onNews("stopping from the dashboard: recording what is in flight");
        answer({ status: "done", message: "stopping: what is in flight is recorded" });
        this.endSitting();
        break;
      default:
        if (isRounds) answer({ status: "refused", message: "rounds take no more than pause and stop" });
        else {
          this.options.onNews(`taking ${NAMES[request.type]} from the dashboard`);
          this.waiting.push({ request, answer });
          this.endSitting();
        }
    }
  }

  private endSitting(): void {
    // what waits at the gate is recorded, too
    this.pausing.goOn();
    this.turn.abort();
  }

  private async give(
    folder: string,
    request: Exclude<Waiting["request"], { type: "budget" }>,
  ): Promise<string> {
    if (request.type === "hint") {
      const { border } = await giveHint({ folder }, request.text);
      return `models are told from border ${border} on`;
    }
    const { source, note } = request;
    const { unsafe, workers } = this.options.sitting;
    const injection = await injectProgram({
      folder,
      source,
      note,
      reload: this.options.reload,
      ...given({ unsafe, workers }),
    });
    if (injection.status === "accepted")
      return `${injection.id}: every island takes it at border ${injection.epoch}`;
    const { kind, message } = injection.evaluation;
    throw new GalapagosError(`the program got no score: ${kind}: ${message}`, { code: "run/inject-refused" });
  }
}

const NAMES = { budget: "a larger budget", inject: "a program", hint: "a hint" } as const;

function budgetsOf({
  evaluations,
  timeMs,
  usd,
}: Extract<Waiting["request"], { readonly type: "budget" }>): Budgets {
  const budget = usd === undefined ? undefined : { usd, tokens: null, requests: null };
  return given({ evaluations, timeMs, budget });
}
