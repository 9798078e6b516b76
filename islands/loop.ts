import {
  type Candidate,
  type CandidateId,
  candidateId,
  idOf,
  type Evaluation,
  GalapagosError,
  type Json,
} from "../src/core/index.ts";
import { isClockVerdict } from "../src/evaluate/index.ts";
import type { Gateway } from "../src/llm/index.ts";
import { lessonWrites } from "../src/memory/index.ts";
import type { Desk, Operator } from "../src/operators/index.ts";
import type { StoreReader, StoreWriter } from "../src/store/index.ts";
import { baselineOf } from "./baseline.ts";
import { Border } from "./border.ts";
import { openDesk } from "./desk.ts";
import type { MemoryKeeper, Outcome } from "./keeper.ts";
import type { Link } from "./link.ts";
import { Population, type PopulationState, programsOf } from "./population.ts";
import type { IslandEnd, IslandTask } from "./protocol.ts";
import { type MadeProposal, readSavedIsland, type SavedIsland } from "./saved-island.ts";

/** What the loop stands on. */
export interface IslandRooms {
  readonly link: Link;
  readonly operator: Operator;
  readonly reader: StoreReader;
  readonly writer: StoreWriter;
  /** `null` in a run without models. */
  readonly gateway: Gateway | null;
  /** `null` in a run that keeps no memory. */
  readonly keeper: MemoryKeeper | null;
}

/**
 * The step loop of one island: ask → evaluate → tell, with `inFlight` steps under way. Step k is proposed from the state
 * after result k − inFlight, and results enter in step order whatever the order they arrive in, so that no clock and no
 * thread can change the search. A resumed run walks the same loop: verdicts that are on record are taken from there.
 */
export class IslandLoop {
  /** Results consumed so far. */
  consumed = 0;
  private readonly task: IslandTask;
  private readonly rooms: IslandRooms;
  private population: Population;
  private readonly border: Border;
  /** Highest step on record when the loop began; beyond it nothing needs to be looked up. */
  private readonly recordedUntil: number;
  private readonly ready = new Map<number, Outcome>();
  private readonly proposals = new Map<number, MadeProposal>();
  private underWay = 0;
  private failure: unknown;

  constructor(task: IslandTask, rooms: IslandRooms) {
    this.task = task;
    this.rooms = rooms;
    this.border = new Border(task, rooms.reader);
    this.population = new Population(task.island, task.config, task.problem);
    this.recordedUntil = rooms.reader.lastStep(task.island);
  }

  /** Runs until the limit, the target or a drain. Rejects when the evaluator or the store cannot work. */
  async run(): Promise<IslandEnd> {
    const { link } = this.rooms;
    // fewer evaluations than islands: the last ones have no share
    if (link.limit < 1) return { island: this.task.island, consumed: 0, reason: "limit" };
    const resumed = this.restore();
    if (!resumed) await this.begin();
    let reason: IslandEnd["reason"] = "limit";
    // a checkpoint lies on a border, before its gate
    if (resumed && !(await this.passBorder())) reason = this.gateReason;
    else {
      for (let step = this.population.step + 1; step < link.limit; step++) {
        const outcome = await link.until(() => this.take(step));
        if (outcome === "drain") {
          reason = "interrupted";
          break;
        }
        // the limit may have come while waiting
        if (step >= link.limit) break;
        this.consume(outcome);
        if (this.border.liesAfter(step)) {
          if (!(await this.atBorder(step))) {
            reason = this.gateReason;
            break;
          }
        } else this.propose(step + this.task.config.inFlight);
      }
    }
    if (reason === "interrupted") await this.settleInFlight();
    return { island: this.task.island, consumed: this.consumed, reason };
  }

  private gateReason: IslandEnd["reason"] = "limit";

  /** Consumes the seed and proposes the first steps from it. */
  private async begin(): Promise<void> {
    await this.rooms.writer.write([{ type: "candidate", candidate: this.task.seed }]);
    this.consume({ candidate: this.task.seed, events: [] });
    this.border.admitTo(this.population, 0);
    for (let step = 1; step <= this.task.config.inFlight; step++) this.propose(step);
  }

  /** Takes up the newest checkpoint, if there is one. */
  private restore(): boolean {
    const { island, config, problem } = this.task;
    const checkpoint = this.rooms.reader.checkpoint(island);
    if (checkpoint === null) return false;
    const saved = readSavedIsland(checkpoint.state);
    const sources = this.rooms.reader.sources(programsOf(saved.population));
    this.population = Population.restore(island, config, problem, saved.population, sources);
    this.border.learnPast(this.population);
    this.rooms.keeper?.restore(checkpoint.step);
    this.consumed = checkpoint.step + 1;
    for (const proposal of saved.proposals) {
      if (proposal.step < this.rooms.link.limit) this.evaluate(proposal.step, Promise.resolve(proposal));
    }
    return true;
  }

  private consume({ candidate, events }: Outcome): void {
    const facts = this.population.consume(candidate);
    this.rooms.keeper?.consume(candidate.step, events);
    this.consumed = candidate.step + 1;
    this.proposals.delete(candidate.step);
    const { source: _source, fingerprint: _fingerprint, story: _story, ...shown } = candidate;
    this.rooms.link.emit({ type: "step", candidate: shown, ...facts });
  }

  /** Right after a border's step: choose emigrants, propose, save; then wait at the gate. */
  private async atBorder(step: number): Promise<boolean> {
    const record = this.border.record(this.population);
    const population = this.population.save();
    this.propose(step + this.task.config.inFlight);
    await this.rooms.writer.write([{ type: "border", border: record }]);
    this.saveWhenProposed(population);
    return this.passBorder();
  }

  /** Announces the border the population stands at, waits until it opens, and lets the immigrants in. */
  private async passBorder(): Promise<boolean> {
    const { link } = this.rooms;
    const { step } = this.population;
    const epoch = this.border.epochAt(step);
    const best = this.population.archive.best;
    link.arrive(epoch, best && { id: candidateId(best.island, best.step), score: best.score });
    if (step + 1 >= link.limit) return true;
    const gate = await link.border(epoch);
    if (gate === "limit") return true;
    if (gate !== "open") {
      this.gateReason = gate === "finish" ? "target" : "interrupted";
      return false;
    }
    const immigrants = this.border.admitTo(this.population, epoch);
    this.rooms.keeper?.cross(epoch);
    link.emit({ type: "border", island: this.task.island, epoch, immigrants });
    return true;
  }

  /** Collects the proposals that a border's state gave rise to; the checkpoint is written when the last one is known. */
  private saveWhenProposed(population: PopulationState): void {
    // with operators that take longer than an epoch, the next borders would put every checkpoint off again
    if (this.saving !== undefined) return;
    const proposals = [...this.proposals.values()].filter(({ step }) => step > population.step);
    this.saving = { population, proposals };
    this.saveIfComplete();
  }
  private saving: { readonly population: PopulationState; readonly proposals: MadeProposal[] } | undefined;

  private saveIfComplete(): void {
    const { island, config } = this.task;
    if (this.saving === undefined || this.saving.proposals.length < config.inFlight) return;
    const { population, proposals } = this.saving;
    this.saving = undefined;
    const { step } = population;
    const state: SavedIsland = { population, proposals: proposals.sort((a, b) => a.step - b.step) };
    this.background(
      this.rooms.writer
        .write([{ type: "checkpoint", checkpoint: { island, step, state: state as unknown as Json } }])
        .then(() => this.rooms.link.emit({ type: "checkpoint", island, step })),
    );
  }

  /** Starts the making of one step from the state as it is now. */
  private propose(step: number): void {
    if (step >= this.rooms.link.limit || this.rooms.link.draining.signal.aborted) return;
    this.rooms.keeper?.open(step);
    const view = this.population.context(step);
    const context = { ...view, desk: this.desk(step, idOf(view.parent)) };
    const { operator, link } = this.rooms;
    this.evaluate(
      step,
      operator
        .propose(context, link.draining.signal)
        .then((variation) => ({ island: this.task.island, step, ...variation })),
    );
  }

  /** Brings one step from its proposal to a recorded verdict; errors stop the loop. */
  private evaluate(step: number, proposed: Promise<MadeProposal>): void {
    this.underWay++;
    this.background(
      proposed
        .then(async (proposal) => {
          this.proposals.set(step, proposal);
          if (this.saving && step <= this.saving.population.step + this.task.config.inFlight) {
            this.saving.proposals.push(proposal);
            this.saveIfComplete();
          }
          this.ready.set(step, this.onRecord(proposal) ?? (await this.score(proposal)));
        })
        .finally(() => {
          this.underWay--;
          this.rooms.link.ring();
        }),
    );
  }

  /** Verdict of an earlier life of this run; a different program under the same step is an error, not a repair. */
  private onRecord(proposal: MadeProposal): Outcome | null {
    if (proposal.step > this.recordedUntil) return null;
    const recorded = this.rooms.reader.candidate(candidateId(proposal.island, proposal.step));
    if (recorded === null) return null;
    if (recorded.source !== proposal.source) {
      throw new GalapagosError(
        `step ${proposal.step} of island ${proposal.island} is on record with another program than the one now proposed`,
        {
          code: "run/replay-mismatch",
          hint: "resume with the same version of Galapagos and Node that began the run, or start from its state: galapagos fork <run>",
        },
      );
    }
    return { candidate: recorded, events: this.rooms.keeper?.recorded(recorded) ?? [] };
  }

  private desk(step: number, parent: CandidateId | undefined): Desk {
    const { island, config, problem } = this.task;
    const baseline = () => baselineOf(parent, problem, this.rooms.reader);
    return openDesk({ island, step, config, baseline }, this.rooms);
  }

  private async score({ evaluation: given, ...proposal }: MadeProposal): Promise<Outcome> {
    const { link, operator, keeper, writer } = this.rooms;
    const isKnown = given === undefined && this.population.knows(proposal.fingerprint);
    const known = isKnown ? this.verdictOnRecord(proposal.source) : null;
    const [parent] = proposal.parents;
    const evaluation =
      given ??
      known ??
      (await link.evaluate(proposal.source, baselineOf(parent, this.task.problem, this.rooms.reader)));
    const story = await operator.conclude?.(
      proposal,
      evaluation,
      this.desk(proposal.step, parent),
      link.draining.signal,
    );
    const candidate: Candidate = {
      ...proposal,
      ...(story && { story }),
      evaluation,
      cached: known !== null,
    };
    const events = keeper?.eventsOf(candidate) ?? [];
    // in one transaction: no result without its lessons
    await writer.write([{ type: "candidate", candidate }, ...lessonWrites(events)]);
    return { candidate, events };
  }

  /** An earlier verdict on exactly this program, unless a clock had a say in it. */
  private verdictOnRecord(source: string): Evaluation | null {
    const verdict = this.rooms.reader.verdictOf(source);
    return verdict === null || isClockVerdict(verdict.kind) ? null : verdict;
  }

  /** The verdict of a step if it is in; takes it out. */
  private take(step: number): Outcome | undefined {
    if (this.failure !== undefined) throw this.failure;
    const outcome = this.ready.get(step);
    this.ready.delete(step);
    return outcome;
  }

  /** After a drain: waits until every evaluation under way is on record. */
  private async settleInFlight(): Promise<void> {
    while (this.underWay > 0 && this.failure === undefined) await this.rooms.link.rung();
    if (this.failure !== undefined) throw this.failure;
  }

  private background(work: Promise<unknown>): void {
    work.catch((error: unknown) => {
      if (this.rooms.link.draining.signal.aborted && isAbort(error)) return;
      this.failure ??= error;
      this.rooms.link.ring();
    });
  }
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === "AbortError";
}
