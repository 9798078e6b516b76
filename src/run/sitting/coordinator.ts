import { MessageChannel, type MessagePort } from "node:worker_threads";
import { failureOf, type FromIsland, type Stall, type ToIsland } from "../../../islands/index.ts";
import type { RunConfig } from "../../config/index.ts";
import { type Direction, objectiveOf, type RunEvent } from "../../core/index.ts";
import type { Evaluator } from "../../evaluate/index.ts";
import { shareOf, totalCovering } from "./shares.ts";

/** What the coordinator stands on. */
export interface CoordinatorOptions {
  readonly config: RunConfig;
  readonly direction: Direction;
  readonly evaluator: Evaluator;
  /** Seed of the candidates' randomness. */
  readonly evaluationSeed: number;
  readonly onEvents: (events: readonly RunEvent[]) => void;
  /** Whether the run has converged at this border, which every island has put on record. */
  readonly hasConverged: (epoch: number) => boolean;
  /** Called when a border opens: everything up to it is on record. */
  readonly onBorder?: (epoch: number) => void;
  /** Called when the islands are told to leave. */
  readonly onDrain?: () => void;
}

/** One island as the coordinator knows it. */
interface Member {
  readonly port: MessagePort;
  /** What waits for the end of this turn of the event loop, to travel together. */
  outbox: ToIsland[];
  /** The last border it arrived at. */
  epoch: number;
  /** Answer to a pause: results consumed. */
  consumed: number | null;
  /** Resolves when the island has said its last; it then answers nothing any more. */
  readonly left: PromiseWithResolvers<void>;
  hasLeft: boolean;
}

/**
 * Sits between the islands and the rest, on the main thread: passes programs to the evaluator and verdicts back, opens a
 * border when every island has arrived, ends the run at a border where the target is reached or the search has converged, and turns the end of a time
 * budget into a number of evaluations.
 */
export class Coordinator {
  private readonly options: CoordinatorOptions;
  private readonly members: Member[] = [];
  private readonly abort = new AbortController();
  private opened = 0;
  private converged = false;
  private pausing: PromiseWithResolvers<number> | null = null;
  private stalled: Stall | null = null;

  constructor(options: CoordinatorOptions) {
    this.options = options;
  }

  /** Adds the next island; returns its end of the conversation. */
  connect(): MessagePort {
    const { port1, port2 } = new MessageChannel();
    const member: Member = {
      port: port1,
      outbox: [],
      epoch: 0,
      consumed: null,
      left: Promise.withResolvers<void>(),
      hasLeft: false,
    };
    this.members.push(member);
    port1.on("message", (messages: readonly FromIsland[]) => {
      for (const message of messages) this.receive(member, message);
    });
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
    this.options.onDrain?.();
    this.broadcast({ type: "drain" });
  }

  /**
   * Ends the run at the same number of results everywhere, give or take one: pauses all islands, and lets those that are
   * behind catch up with the one that is furthest. Resolves with the total number of evaluations, which reproduces the
   * run as `--evaluations`.
   */
  stopEvenly(): Promise<number> {
    this.pausing = Promise.withResolvers<number>();
    for (const member of this.members) if (!member.hasLeft) member.consumed = null;
    this.broadcast({ type: "pause" });
    const { promise } = this.pausing;
    // all may have ended just now
    this.settlePause();
    return promise;
  }

  /** Resolves when everything that the islands had to say has been heard; a thread's result may overtake its last events. */
  allLeft(): Promise<unknown> {
    return Promise.all(this.members.map(({ left }) => left.promise));
  }

  /** Gives each paused island its share of a total number of evaluations and lets it go on. */
  limit(total: number): void {
    this.members.forEach((member, island) => {
      this.send(member, { type: "limit", limit: shareOf(total, this.members.length, island) });
    });
  }

  /** Stops listening; evaluations that nobody waits for any more are abandoned. */
  close(): void {
    this.abort.abort();
    for (const { port } of this.members) port.close();
  }

  private receive(member: Member, message: FromIsland): void {
    switch (message.type) {
      case "evaluate":
        void this.evaluate(member, message);
        return;
      case "events":
        this.options.onEvents(message.events);
        return;
      case "arrived":
        member.epoch = Math.max(member.epoch, message.epoch);
        if (message.best && this.reached(message.best.score)) this.targetEpoch ??= message.epoch;
        this.openBorder();
        return;
      case "stalled":
        this.stalled ??= message.stall;
        this.drain();
        return;
      case "paused":
        member.consumed = message.consumed;
        this.settlePause();
        return;
      case "left":
        member.consumed = message.consumed;
        member.hasLeft = true;
        member.left.resolve();
        this.settlePause();
        return;
    }
  }
  /** First border at which some island had reached the target. */
  private targetEpoch: number | null = null;

  private reached(score: number): boolean {
    const { config, direction } = this.options;
    if (config.target === null) return false;
    return objectiveOf(direction).reaches(score, config.target);
  }

  private openBorder(): void {
    const epoch = Math.min(...this.members.map((member) => member.epoch));
    if (epoch <= this.opened) return;
    this.opened = epoch;
    const isReached = this.targetEpoch !== null && this.targetEpoch <= epoch;
    this.options.onBorder?.(epoch);
    this.converged = !isReached && this.options.hasConverged(epoch);
    this.broadcast(isReached || this.converged ? { type: "finish" } : { type: "open", epoch });
  }

  private settlePause(): void {
    const consumed = this.members.map((member) => member.consumed);
    if (this.pausing === null || consumed.some((n) => n === null)) return;
    this.pausing.resolve(totalCovering(consumed as number[]));
    this.pausing = null;
  }

  private async evaluate(
    member: Member,
    { ticket, source, baseline }: Extract<FromIsland, { type: "evaluate" }>,
  ): Promise<void> {
    const { evaluator, evaluationSeed } = this.options;
    try {
      const request = { source, seed: evaluationSeed, baseline };
      const evaluation = await evaluator.evaluate(request, this.abort.signal);
      this.send(member, { type: "evaluated", ticket, evaluation });
    } catch (error) {
      if (this.abort.signal.aborted) return;
      this.send(member, { type: "unable", ticket, ...failureOf(error) });
    }
  }

  private broadcast(message: ToIsland): void {
    for (const member of this.members) this.send(member, message);
  }

  private send(member: Member, message: ToIsland): void {
    if (member.outbox.push(message) > 1) return;
    setImmediate(() => {
      const messages = member.outbox;
      member.outbox = [];
      member.port.postMessage(messages);
    });
  }
}
