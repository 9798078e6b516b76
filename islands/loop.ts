import { GalapagosError, idOf } from "../src/core/index.ts";
import type { Drafted, StepServices, Told } from "../src/operators/index.ts";
import type { OpenRecord } from "../src/store/index.ts";
import { Border } from "./border.ts";
import { Checkpoints } from "./checkpoints.ts";
import type { Gate } from "./coordination.ts";
import type { Island } from "./island.ts";
import { type IslandParts, openIsland, type StepUnderWay } from "./open-island.ts";
import type { IslandEnd, IslandTask } from "./protocol.ts";
import { insert, propose, select, settle, tell } from "./step.ts";

/**
 * The order of steps on one island: ask → evaluate → tell, with `inFlight` steps under way, and its borders.
 * Step k is proposed from the state after result k − inFlight, and results enter in step order whatever the
 * order they arrive in, so that no clock and no thread can change the search. A resumed run walks the same
 * loop: verdicts that are on record are taken from there.
 */
export class IslandLoop {
  /** Results consumed so far. */
  consumed = 0;
  private readonly island: Island;
  private readonly border: Border;
  private readonly checkpoints: Checkpoints;
  /** Steps that the newest checkpoint left under way; `null` in an island that has not begun. */
  private readonly resumed: readonly StepUnderWay[] | null;
  /** Steps on record that wait for their turn. */
  private readonly ready = new Map<number, Told>();
  private underWay = 0;
  /** Step whose result is the next to enter. */
  private turn = 0;
  private waiting = 0;
  private failure: unknown;

  constructor(task: IslandTask, parts: IslandParts, record: OpenRecord) {
    this.border = new Border(task, record.candidates);
    this.checkpoints = new Checkpoints(task.island, task.config.inFlight, parts.writer);
    const { island, underWay } = openIsland(task, parts, record, this.border);
    this.island = island;
    this.resumed = underWay;
  }

  /** Runs until the limit, the target or a drain. Rejects when the evaluator or the store cannot work. */
  async run(): Promise<IslandEnd> {
    const { task, coordination } = this.island;
    // fewer evaluations than islands: the last ones have no share
    const reason = coordination.limit < 1 ? "limit" : await this.walk();
    if (reason === "interrupted") await this.settleInFlight();
    return { island: task.island, consumed: this.consumed, reason };
  }

  private async walk(): Promise<IslandEnd["reason"]> {
    const { population, coordination } = this.island;
    if (this.resumed === null) await this.begin();
    else {
      this.resume(this.resumed);
      // a checkpoint lies on a border, before its gate
      const gate = await this.passBorder();
      if (gate !== "open") return REASONS[gate];
    }
    for (let step = population.step + 1; step < coordination.limit; step++) {
      this.begins(step);
      // the limit may come while it waits
      const told = await coordination.until(() => (step < coordination.limit ? this.take(step) : "limit"));
      if (told === "drain") return "interrupted";
      if (told === "limit") break;
      this.consume(told);
      const gate = this.border.liesAfter(step) ? await this.atBorder(step) : this.ask(step);
      if (gate !== "open") return REASONS[gate];
    }
    return "limit";
  }

  /** Consumes the seed and proposes the first steps from it. */
  private async begin(): Promise<void> {
    const { task, population, writer } = this.island;
    await writer.write([{ type: "candidate", candidate: task.seed }]);
    this.consume({ candidate: task.seed, lessons: [] });
    this.border.admitTo(population, 0);
    for (let step = 1; step <= task.config.inFlight; step++) this.propose(step);
  }

  /** Goes on with the steps that were under way. */
  private resume(underWay: readonly StepUnderWay[]): void {
    const { population, coordination } = this.island;
    this.consumed = population.step + 1;
    for (const { drafted, services } of underWay) {
      if (drafted.place.step < coordination.limit) this.follow(Promise.resolve(drafted), services);
    }
  }

  private consume(told: Told): void {
    const facts = insert(this.island, told);
    const { step } = told.candidate;
    this.consumed = step + 1;
    this.checkpoints.forget(step);
    tell(this.island, told.candidate, facts);
  }

  /** Right after a step that lies on no border: the next one is proposed from the state that it left. */
  private ask(step: number): Gate {
    this.propose(step + this.island.task.config.inFlight);
    return "open";
  }

  /** Right after a border's step: chooses emigrants, proposes, saves; then waits at the gate. */
  private async atBorder(step: number): Promise<Gate> {
    const { population, writer } = this.island;
    const record = this.border.record(population);
    const state = population.save();
    this.ask(step);
    await writer.write([{ type: "border", border: record }]);
    this.announce(this.checkpoints.begin(state));
    return this.passBorder();
  }

  /** Announces the border the population stands at, waits until it opens, and lets the immigrants in. */
  private async passBorder(): Promise<Gate> {
    const { task, population, memory, coordination } = this.island;
    const { step } = population;
    const epoch = this.border.epochAt(step);
    const { best } = population.archive;
    coordination.arrive(epoch, best && { id: idOf(best), score: best.score });
    // the last border of all has nothing behind it
    if (step + 1 >= coordination.limit) return "open";
    const gate = await coordination.border(epoch);
    if (gate === "limit") return "open";
    if (gate !== "open") return gate;
    const immigrants = this.border.admitTo(population, epoch);
    memory?.state.cross(epoch);
    coordination.emit({ type: "border", island: task.island, epoch, immigrants });
    return "open";
  }

  /** Starts a step from the state as it is now. */
  private propose(step: number): void {
    const { coordination } = this.island;
    if (step >= coordination.limit || coordination.draining.signal.aborted) return;
    const selection = select(this.island, step);
    this.follow(propose(this.island, selection), selection.services);
  }

  /** Brings a step from its draft to its record; errors stop the loop. */
  private follow(proposed: Promise<Drafted>, services: StepServices): void {
    this.underWay++;
    this.background(
      proposed
        .then(async (drafted) => {
          this.announce(this.checkpoints.note(drafted));
          const { step } = drafted.place;
          try {
            this.ready.set(step, await settle(this.island, drafted, services, () => this.turnOf(step)));
          } catch (error) {
            // what nobody waits for any more was called off when time was up
            if (step < this.island.coordination.limit) throw error;
          }
        })
        .finally(() => {
          this.underWay--;
          this.island.coordination.ring();
        }),
    );
  }

  /** Says that a step's result is the next to enter. */
  private begins(step: number): void {
    this.turn = step;
    if (this.waiting > 0) this.island.coordination.ring();
  }

  /** Resolves when a step's result is the next to enter; rejects when the run stops before. */
  private async turnOf(step: number): Promise<void> {
    const { coordination } = this.island;
    this.waiting++;
    await coordination.until(() => (this.turn >= step ? true : undefined));
    this.waiting--;
    coordination.draining.signal.throwIfAborted();
  }

  /** Tells of a checkpoint when it is written. */
  private announce(written: Promise<number> | null): void {
    if (written === null) return;
    const { task, coordination } = this.island;
    this.background(
      written.then((step) => coordination.emit({ type: "checkpoint", island: task.island, step })),
    );
  }

  /** The record of a step if it is in; takes it out. */
  private take(step: number): Told | undefined {
    if (this.failure !== undefined) throw this.failure;
    const told = this.ready.get(step);
    this.ready.delete(step);
    return told;
  }

  /** After a drain: waits until every evaluation under way is on record. */
  private async settleInFlight(): Promise<void> {
    while (this.underWay > 0 && this.failure === undefined) await this.island.coordination.rung();
    if (this.failure !== undefined) throw this.failure;
  }

  private background(work: Promise<unknown>): void {
    const { coordination } = this.island;
    work.catch((error: unknown) => {
      if (coordination.draining.signal.aborted && isAbort(error)) return;
      this.failure ??= error;
      coordination.ring();
    });
  }
}

/** Reasons of an island's end at a border that does not open. */
const REASONS = { limit: "limit", finish: "target", drain: "interrupted" } as const;

/** True for what a run that stops gives up: the reason of its signal, or an evaluation that a queue holds. */
function isAbort(error: unknown): boolean {
  if (error instanceof GalapagosError) return error.code === "evaluate/abandoned";
  return error instanceof Error && error.name === "AbortError";
}
