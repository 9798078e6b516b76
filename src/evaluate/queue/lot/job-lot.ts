import { hostname } from "node:os";
import {
  type Evaluation,
  type GalapagosError,
  isClockVerdict,
  unpackError,
  VERSION,
} from "../../../core/index.ts";
import type { BackendSettings } from "../../backend.ts";
import type { BackendFacts, Job } from "../../job.ts";
import type { PackedBundle } from "../bundle/pack-bundle.ts";
import type { Refusal } from "../wire/envelope.ts";
import { againKey, evaluationKey } from "../evaluation-key.ts";
import type { Hub } from "../hub.ts";
import { type Delivery, FACTS_KEY, type Lot, type WorkerStatus } from "../wire/protocol.ts";
import { createDoubles, type Doubles } from "./doubles.ts";
import { canaryOf } from "./canary-of.ts";
import { abandoned, closed, otherProblem } from "./errors.ts";
import { createInbox, type Inbox } from "./inbox.ts";
import type { LotParts } from "./lot-parts.ts";
import { createNeedless, type Needless } from "./needless.ts";
import { createPost, type Post } from "./post.ts";
import { MOST_STRIKES, silenced } from "./silenced.ts";
import { ableWorkers, lanesOf, wordsOnWorkers } from "./who-serves.ts";
import { type Loss, Shipping } from "./shipping.ts";
import { waitFor, type Want, wantOf } from "./want.ts";

/**
 * One problem's evaluations on a queue, as their run sees them: sends them to workers, takes the first verdict
 * of each, and compares from time to time what is open with what the queue holds, because whatever it is told
 * may be lost.
 */
export class JobLot {
  /** Backends that use it. */
  users = 0;
  private readonly hub: Hub;
  private readonly settings: BackendSettings;
  private readonly bundle: PackedBundle;
  private readonly post: Post;
  private readonly inbox: Inbox;
  private readonly shipping: Shipping;
  private readonly wants = new Map<string, Want>();
  private readonly doubles: Doubles;
  private readonly needless: Needless;
  /** Results that an earlier sitting left. */
  private leftovers = new Set<string>();
  private lot: Lot;
  private known = Promise.withResolvers<BackendFacts>();
  private found: BackendFacts | null = null;
  private opening: Promise<void> | null = null;
  private stopListening: () => void = () => {};
  private end: GalapagosError | null = null;
  private isReconciling = false;

  constructor(hub: Hub, { id, bundle, settings }: LotParts) {
    const { options, sitting } = hub;
    this.hub = hub;
    this.doubles = createDoubles(hub.note);
    this.settings = settings;
    this.bundle = bundle;
    const queue = `${id}-${sitting}`;
    const { label, weight = 1 } = options;
    const { version } = settings.problem;
    const own = { id, queue, label, host: hostname(), version: VERSION, problem: version, weight };
    this.lot = { ...own, bundle: bundle.hash, engine: null, canary: null };
    this.post = createPost(hub, this.lot);
    this.needless = createNeedless((key) => this.post.forget(key));
    this.shipping = new Shipping(this.post, () => this.end === null && this.found !== null && hub.isUp());
    this.inbox = createInbox(hub, this.lot, this.post, {
      take: (delivery) => this.accept(delivery),
      takeDouble: (key, worker, evaluation) => this.doubles.compare(key, worker, evaluation),
    });
    this.known.promise.catch(() => {});
  }

  /** Resolves when a worker can judge; rejects with what is wrong with the problem. */
  async ready(): Promise<void> {
    if (this.opening === null) {
      this.opening = this.open();
      this.opening.catch((error: unknown) => this.known.reject(error));
    }
    await this.known.promise;
  }

  facts(): BackendFacts {
    const { found } = this;
    if (found === null) throw closed();
    return { ...found, lanes: Math.max(1, lanesOf(this.able())) };
  }

  async evaluate(job: Job, signal: AbortSignal): Promise<Evaluation> {
    if (this.end !== null) throw this.end;
    signal.throwIfAborted();
    if (job.problem !== this.lot.problem) throw otherProblem(this.lot, job);
    const isOnce = Boolean(this.settings.problem.definition.timing) || job.detailed === true;
    const key = evaluationKey(job, isOnce ? `${this.hub.sitting}/${job.id}/${job.seed}` : "");
    const want = this.wants.get(key) ?? this.begin(key, job, isOnce);
    return waitFor(want, signal, () => this.callOff(want));
  }

  /** Takes results off the queue that are on record. */
  recorded(job: Job): void {
    const key = evaluationKey(job);
    this.needless.add(key, againKey(key));
  }

  /** Gives up what the queue does not answer: at once where nobody could, else soon. */
  giveUp(): void {
    const patienceMs = this.hub.isUp() && this.able().length > 0 ? GIVE_UP_MS : 0;
    setTimeout(() => this.rejectAll(abandoned()), patienceMs).unref();
  }

  async close(): Promise<void> {
    if (this.end !== null) return;
    this.end = closed();
    this.rejectAll(this.end);
    this.stopListening();
    await this.post.close();
  }

  /** Looks after what changes with time: signs of life, lanes, late parcels. */
  tick(): void {
    if (this.end !== null || this.opening === null || !this.hub.isUp()) return;
    this.post.announce(this.lot);
    const { hub, lot, wants, found } = this;
    const isWaiting = wants.size > 0 || found === null;
    for (const said of wordsOnWorkers(hub.workers(), lot.queue, isWaiting)) hub.note(said);
    this.shipping.tick(this.able());
  }

  /** Compares what is open with what the queue holds. */
  reconcile(): void {
    if (this.end !== null || this.isReconciling || !this.hub.isUp()) return;
    this.isReconciling = true;
    this.compare()
      // the connection broke meanwhile, and another comparison comes when it is back
      .catch(() => {})
      .finally(() => {
        this.isReconciling = false;
        this.shipping.pump();
      });
  }

  private async open(): Promise<void> {
    this.stopListening = await this.inbox.listen();
    await this.post.publish(this.lot, this.bundle);
    this.leftovers = new Set(await this.hub.redis.hkeys(this.hub.names.results(this.lot.id).keys));
    if (this.leftovers.delete(FACTS_KEY)) await this.post.remove([FACTS_KEY]);
    await this.askFacts();
  }

  private begin(key: string, job: Job, isOnce: boolean): Want {
    const want = wantOf(key, job, isOnce);
    this.wants.set(key, want);
    this.needless.asked(key);
    if (!isOnce && this.leftovers.delete(key)) void this.take(want);
    else this.dispatch(want);
    return want;
  }

  private dispatch({ job, errand, attempt, strikes, isOnce }: Want, avoid: readonly string[] = []): void {
    // measurements and second tries share no lane
    const alone = attempt + strikes > 0 || isOnce || errand.purpose === "verify";
    this.shipping.add({ errand, order: job.order ?? 0, avoid, alone });
  }

  /** Takes a delivery that can be trusted. */
  private accept(delivery: Delivery): Refusal | null {
    if (!("verdicts" in delivery)) {
      this.takeFacts(delivery);
      return null;
    }
    const { worker, verdicts } = delivery;
    const isOther = ({ engine }: Evaluation): boolean => engine !== this.lot.engine;
    if (verdicts.some(([key, evaluation]) => this.wants.has(key) && isOther(evaluation))) return "version";
    for (const [key, evaluation] of verdicts) {
      const want = this.wants.get(key);
      if (want === undefined) this.takeUnasked(key, worker, evaluation);
      else this.finish(want, worker, evaluation);
    }
    return null;
  }

  /** Takes a verdict that nobody waits for; one that is of no use to a later sitting either would lie there for nobody. */
  private takeUnasked(key: string, worker: string, evaluation: Evaluation): void {
    this.doubles.compare(key, worker, evaluation);
    this.needless.came(key);
  }

  private takeFacts(delivery: Delivery): void {
    if (this.found !== null) return;
    if ("error" in delivery) return void this.known.reject(unpackError(delivery.error));
    if (!("facts" in delivery)) return;
    this.post.arrived(FACTS_KEY);
    this.found = delivery.facts;
    this.lot = { ...this.lot, engine: delivery.facts.engine };
    this.known.resolve(delivery.facts);
    this.tick();
  }

  /** Takes the first verdict of an evaluation; one of a clock is tried on another machine first. */
  private finish(want: Want, worker: string, evaluation: Evaluation): void {
    const { key } = want.errand;
    this.wants.delete(key);
    this.shipping.settle(want.errand, evaluation.durationMs);
    if (want.isOnce) this.needless.add(key);
    if (want.attempt === 0 && isClockVerdict(evaluation.kind)) void this.tryAgain(want, worker, evaluation);
    else this.conclude(want, worker, evaluation);
  }

  /** Has another machine judge what a clock decided, where there is one. */
  private async tryAgain(want: Want, worker: string, evaluation: Evaluation): Promise<void> {
    want.attempt = 1;
    want.errand = { ...want.errand, key: againKey(want.errand.key) };
    this.wants.set(want.errand.key, want);
    this.needless.asked(want.errand.key);
    await this.hub.look().catch(() => {});
    if (want.waiters.size === 0) return;
    if (this.able().some(({ id }) => id !== worker)) return this.dispatch(want, [worker]);
    this.wants.delete(want.errand.key);
    this.conclude(want, worker, evaluation);
  }

  private conclude(want: Want, worker: string, evaluation: Evaluation): void {
    // of what is measured anew each time none stands for another
    const stands = want.isOnce ? evaluation : this.doubles.take(want.errand.key, worker, evaluation);
    if (this.lot.canary === null) this.setCanary(canaryOf(want, stands));
    for (const { resolve } of want.waiters) resolve(stands);
    this.shipping.pump();
  }

  private setCanary(canary: Lot["canary"]): void {
    if (canary === null) return;
    this.lot = { ...this.lot, canary };
    this.post.announce(this.lot);
  }

  /** Takes what an earlier sitting left; where that is gone or cannot be trusted, the evaluation is sent. */
  private async take(want: Want): Promise<void> {
    await this.inbox.read([want.errand.key]).catch(() => {});
    if (want.waiters.size > 0 && want.attempt === 0) this.dispatch(want);
  }

  private async compare(): Promise<void> {
    await this.inbox.readDoubles();
    if (this.found === null) return this.askFactsAgain();
    for (const loss of await this.shipping.compare((keys) => this.inbox.read(keys))) this.restore(loss);
  }

  private async askFactsAgain(): Promise<void> {
    const state = await this.post.stateOf(FACTS_KEY);
    const missing = await this.inbox.read([FACTS_KEY]);
    if (state !== "held" && missing.length > 0) await this.askFacts();
  }

  private askFacts(): Promise<void> {
    return this.post.send(FACTS_KEY, { id: FACTS_KEY, errands: [], avoid: [] });
  }

  /** Sends anew what came to nothing. */
  private restore({ key, reason }: Loss): void {
    const want = this.wants.get(key);
    if (want === undefined) return;
    if (reason === "failed") want.strikes++;
    if (want.strikes < MOST_STRIKES) return void this.dispatch(want);
    want.attempt = 1;
    this.finish(want, "", silenced(this.facts()));
  }

  /** Nobody waits any more, and nobody will: whoever has it may drop it, and what is under way comes for nothing. */
  private callOff(want: Want): void {
    this.abandon(want);
    this.needless.add(want.errand.key);
    if (want.attempt > 0) this.needless.add(evaluationKey(want.job));
  }

  /** Nobody waits in this sitting: whoever has it may drop it. */
  private abandon({ errand: { key } }: Want): void {
    this.wants.delete(key);
    this.shipping.drop(key);
  }

  private rejectAll(error: GalapagosError): void {
    this.known.reject(error);
    for (const want of this.wants.values()) {
      for (const { reject } of want.waiters) reject(error);
      this.abandon(want);
    }
  }

  /** Workers that take this lot's parcels. */
  private able(): readonly WorkerStatus[] {
    return ableWorkers(this.hub.workers(), this.lot.queue);
  }
}

/** Milliseconds that a stopping run waits for workers. */
const GIVE_UP_MS = 20_000;
