import { MessageChannel, type MessagePort } from "node:worker_threads";
import {
  type CoordinatorService,
  ISLAND_ERRORS,
  type IslandService,
  type Stall,
} from "../../../islands/index.ts";
import type { RunConfig } from "../../config/index.ts";
import {
  type Direction,
  EXIT,
  GalapagosError,
  objectiveOf,
  openPort,
  type Port,
  type RunEvent,
  threadWire,
} from "../../core/index.ts";
import type { Evaluator } from "../../evaluate/index.ts";
import { Unanswered } from "../models/answering.ts";
import type { Pausing } from "../control/pausing.ts";
import { shareOf, totalCovering } from "./shares.ts";

/** Options of the coordinator. */
export interface CoordinatorOptions {
  readonly config: RunConfig;
  readonly direction: Direction;
  readonly evaluator: Evaluator;
  /** Seed of the candidates' randomness. */
  readonly evaluationSeed: number;
  readonly onEvents: (events: readonly RunEvent[]) => void;
  /** True when the run has converged at this border, which every island has put on record. */
  readonly hasConverged: (epoch: number) => boolean;
  /** Waited for before a border opens: what enters there from outside is put on record. */
  readonly beforeBorder?: (epoch: number) => Promise<void>;
  /** Called when a border opens: everything up to it is on record. */
  readonly onBorder?: (epoch: number) => void;
  /** A gate before the evaluator. @defaultValue always open */
  readonly pausing?: Pausing;
  /** Called when the islands are told to leave. */
  readonly onDrain?: () => void;
}

/** One island as the coordinator knows it. */
interface Member {
  readonly island: Port<IslandService>;
  /** The last border it arrived at. */
  epoch: number;
  /** Resolves with the results it consumed when it has said its last; it then answers nothing any more. */
  readonly left: PromiseWithResolvers<number>;
  /** Evaluations that are open, with the steps of its children; trials have none. */
  readonly open: Map<AbortController, number | null>;
  /** Children that have their verdict and are not on record yet, by their steps. */
  readonly unrecorded: Map<number, Parameters<Evaluator["recorded"]>[0]>;
  /** Trials that have their verdicts, since the last child went on record. */
  readonly tried: Parameters<Evaluator["recorded"]>[0][];
}

/**
 * Sits between the islands and the rest, on the main thread: passes programs to the evaluator and verdicts
 * back, opens a border when every island has arrived, ends the run at a border where the target is reached or
 * the search has converged, and turns the end of a time budget into a number of evaluations.
 */
export class Coordinator {
  private readonly options: CoordinatorOptions;
  private readonly members: Member[] = [];
  private isClosed = false;
  private opened = 0;
  private converged = false;
  private stalled: Stall | null = null;

  constructor(options: CoordinatorOptions) {
    this.options = options;
  }

  /** Adds the next island; returns its end of the conversation. */
  connect(): MessagePort {
    const { port1, port2 } = new MessageChannel();
    const member: Member = {
      island: openPort(threadWire(port1), { ...ISLAND_ERRORS, serves: this.service(() => member) }),
      epoch: 0,
      left: Promise.withResolvers<number>(),
      open: new Map(),
      unrecorded: new Map(),
      tried: [],
    };
    this.members.push(member);
    return port2;
  }

  /** Why an island asked for the end of the run, or `null`. */
  get stall(): Stall | null {
    return this.stalled;
  }

  /** True when the run ended at a border because it had converged. */
  get isConverged(): boolean {
    return this.converged;
  }

  /** Ctrl-C, or a stall: asks all islands to let what is in flight be recorded, and to leave. */
  drain(): void {
    this.options.pausing?.goOn();
    this.options.onDrain?.();
    for (const { island } of this.members) island.tell("drain", undefined);
  }

  /**
   * Ends the run at the same number of results everywhere, give or take one: pauses all islands, and lets
   * those that are behind catch up with the one that is furthest. Resolves with the total number of
   * evaluations, which reproduces the run as `--evaluations`.
   */
  async stopEvenly(): Promise<number> {
    const consumed = this.members.map(({ island, left }) =>
      // one that has left answers no more; nor does its port close while its thread sleeps, waiting for another island
      Promise.race([left.promise, island.call("pause", undefined).catch(() => left.promise)]),
    );
    return totalCovering(await Promise.all(consumed));
  }

  /**
   * Resolves when everything that the islands had to say has been heard; a thread's result may overtake its
   * last events.
   */
  allLeft(): Promise<unknown> {
    return Promise.all(this.members.map(({ left }) => left.promise));
  }

  /**
   * Gives each paused island its share of a total number of evaluations and lets it go on. Evaluations beyond it are called off, so that
   * they keep none of the others waiting.
   */
  limit(total: number): void {
    for (const [number, { island, open }] of this.members.entries()) {
      const share = shareOf(total, this.members.length, number);
      island.tell("limit", share);
      for (const [abort, step] of open) if (step !== null && step >= share) abort.abort();
    }
  }

  /** Stops listening; evaluations that nobody waits for any more are abandoned. */
  close(): void {
    this.isClosed = true;
    for (const { island, open } of this.members) {
      for (const abort of open.keys()) abort.abort();
      island.close();
    }
  }

  private service(member: () => Member): CoordinatorService {
    const { evaluator, evaluationSeed, onEvents, pausing } = this.options;
    return {
      evaluate: async ({ source, baseline, step }) => {
        await pausing?.passed();
        const program = { source, baseline, seed: evaluationSeed };
        const one = member();
        const { open, unrecorded, tried } = one;
        const abort = new AbortController();
        open.set(abort, step);
        if (this.isClosed) abort.abort();
        try {
          // whoever is behind goes first, and islands in their order: what time that is up finds under way is all that an even end needs;
          // a trial goes before all, because its step began long ago
          const order = step === null ? 0 : step * this.members.length + this.members.indexOf(one);
          const verdict = await evaluator.evaluate({ ...program, order }, abort.signal);
          if (step === null) tried.push(program);
          else unrecorded.set(step, program);
          return verdict;
        } catch (error) {
          throw this.givenUp(error);
        } finally {
          open.delete(abort);
        }
      },
      event: (event) => {
        if (event.type === "step") this.noteRecorded(member(), event.candidate.step);
        onEvents([event]);
      },
      arrived: ({ epoch, best }) => {
        const arriving = member();
        arriving.epoch = Math.max(arriving.epoch, epoch);
        if (best && this.reached(best.score)) this.targetEpoch ??= epoch;
        this.openBorder();
      },
      stalled: (stall) => this.end(stall),
      left: (consumed) => member().left.resolve(consumed),
    };
  }
  /** First border at which some island had reached the target. */
  private targetEpoch: number | null = null;

  /** A run that cannot go on for now is ended. */
  private end(stall: Stall): void {
    this.stalled ??= stall;
    this.drain();
  }

  /** The error that an island is told: of a model that nobody could ask, that its evaluation was given up, like those of a queue. */
  private givenUp(error: unknown): unknown {
    if (!(error instanceof Unanswered) || error.code === "run/not-recorded") return error;
    if (error.stall !== null) this.end(error.stall);
    return new GalapagosError(error.message, { code: "evaluate/abandoned", exitCode: EXIT.provider });
  }

  private reached(score: number): boolean {
    const { config, direction } = this.options;
    if (config.target === null) return false;
    return objectiveOf(direction).reaches(score, config.target);
  }

  /** Lets go of a child that is on record, and of the trials before it: their islands put them there at once. */
  private noteRecorded({ unrecorded, tried }: Member, step: number): void {
    const program = unrecorded.get(step);
    unrecorded.delete(step);
    const known = program === undefined ? tried.splice(0) : [...tried.splice(0), program];
    for (const each of known) this.options.evaluator.recorded(each);
  }

  private openBorder(): void {
    const epoch = Math.min(...this.members.map((member) => member.epoch));
    if (epoch <= this.opened) return;
    this.opened = epoch;
    const { beforeBorder } = this.options;
    if (beforeBorder === undefined) return void this.letPass(epoch);
    // a store that cannot be written fails the islands, too, and they say so
    beforeBorder(epoch)
      .catch(() => {})
      .then(() => this.letPass(epoch));
  }

  private letPass(epoch: number): void {
    const isReached = this.targetEpoch !== null && this.targetEpoch <= epoch;
    this.options.onBorder?.(epoch);
    this.converged = !isReached && this.options.hasConverged(epoch);
    for (const { island } of this.members) {
      if (isReached || this.converged) island.tell("finish", undefined);
      else island.tell("open", epoch);
    }
  }
}
