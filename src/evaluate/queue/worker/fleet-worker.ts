import { randomBytes } from "node:crypto";
import { hostname } from "node:os";
import type { Job as BullJob } from "bullmq";
import type { Redis } from "ioredis";
import { counted, VERSION } from "../../../core/index.ts";
import { openBundleCache } from "../bundle/bundle-cache.ts";
import { connectRedis, type QueueDrivers } from "../wire/connect-redis.ts";
import { seal, unseal } from "../wire/envelope.ts";
import { type QueueNames, queueNames } from "../wire/names.ts";
import { hostOf } from "../wire/queue-url.ts";
import { DRAIN, MOST, TIMES, type WorkerStatus } from "../wire/protocol.ts";
import { hasOthers } from "../wire/read-workers.ts";
import { createBell } from "./bell.ts";
import {
  carryOut,
  type Carrier,
  type Inability,
  inabilityOf,
  type ParcelEnd,
  type Taken,
} from "./carry-out.ts";
import { checkCanary } from "./check-canary.ts";
import { createLanes, type Lanes } from "./lanes.ts";
import { LotRoster } from "./lot-roster.ts";
import type { ServedLot } from "./served-lot.ts";
import { createUnderWay } from "./under-way.ts";
import type { WorkerOptions } from "./worker-options.ts";

/** One worker of a fleet, from its first sign of life to its last. */
export class FleetWorker {
  private readonly id = `${hostname()}-${process.pid}-${randomBytes(2).toString("hex")}`;
  private readonly options: Required<WorkerOptions>;
  private readonly redis: Redis;
  private readonly subscriber: Redis;
  private readonly names: QueueNames;
  private readonly roster: LotRoster;
  private readonly carrier: Carrier;
  private readonly bell = createBell();
  private readonly lanes: Lanes;
  private readonly underWay = createUnderWay();
  private readonly refused: { [refusal: string]: number } = {};
  /** Aborted when it takes no more. */
  private readonly leaving = new AbortController();
  /** Aborted when it leaves a queue that is away. */
  private readonly forsaken = new AbortController();
  private readonly begunMs = performance.now();
  private readonly timers: NodeJS.Timeout[];
  private done = 0;
  private failed = 0;
  private ids = 0;
  private damaged = 0;
  private quarantine: string | null = null;

  constructor(drivers: QueueDrivers, options: Required<WorkerOptions>) {
    this.options = options;
    this.names = queueNames(options.fleet);
    this.lanes = createLanes(options.lanes, () => this.bell.ring());
    const host = hostOf(options.url);
    this.redis = connectRedis(drivers, options.url, {
      down: (reason) => {
        options.onNote(`the queue at ${host} does not answer (${reason}); waiting for it`);
        this.forsake();
      },
      up: () => {
        options.onNote(`the queue at ${host} answers again`);
        this.bell.ring();
      },
    });
    this.subscriber = connectRedis(drivers, options.url);
    this.carrier = this.createCarrier();
    this.roster = new LotRoster(drivers, this.carrier, (label, reason) => {
      options.onNote(`this worker cannot serve ${label}: ${reason}`);
      void this.beat().catch(() => {});
    });
    this.subscriber.on("message", (channel: string, message: string) => this.hear(channel, message));
    this.subscriber.subscribe(this.names.wake, this.names.cancel, this.names.notes).catch(() => {});
    const every = (ms: number, work: () => Promise<unknown>): NodeJS.Timeout =>
      setInterval(() => {
        // what is said while the queue is away would all be said when it is back
        if (this.redis.status === "ready") work().catch(() => {});
      }, ms);
    this.timers = [
      every(TIMES.alive, () => this.beat()),
      every(TIMES.idle, () => this.readLots()),
      every(TIMES.renew, () => this.roster.renewLocks()),
      every(TIMES.sweep, () => this.roster.sweep()),
    ];
    options.signal.addEventListener("abort", () => this.leave(), { once: true });
  }

  private leave(): void {
    this.leaving.abort();
    this.forsake();
    void this.beat().catch(() => {});
    this.bell.ring();
  }

  /** Waits for no answer any more that a queue owes which is away, once it is to leave. */
  private forsake(): void {
    if (this.leaving.signal.aborted && this.redis.status !== "ready") this.forsaken.abort();
  }

  /** Takes parcels until it is told to leave and has finished what runs. */
  async serve(): Promise<void> {
    const { lanes, onNote } = this.options;
    const { signal } = this.leaving;
    if (this.options.signal.aborted) this.leave();
    await this.reached();
    if (!signal.aborted) onNote(`worker ${this.id} serves ${hostOf(this.options.url)} with ${lanes} lanes`);
    while (!signal.aborted) {
      const lot = this.lanes.hasRoom() && this.quarantine === null ? this.roster.next() : null;
      if (lot === null) await this.bell.rung(TIMES.idle);
      else await this.takeFrom(lot);
    }
    const left = this.roster.running().length;
    if (left > 0) onNote(`leaving: ${counted(left, "parcel is", "parcels are")} finished first`);
    while (this.roster.running().length > 0) await this.bell.rung(TIMES.idle);
  }

  async close(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    await this.roster.close();
    if (this.redis.status === "ready") {
      await this.redis.pipeline().del(this.names.worker(this.id)).srem(this.names.workers, this.id).exec();
    }
    this.subscriber.disconnect();
    this.redis.disconnect();
  }

  /** Waits for the first answer of the queue, or for the end. */
  private async reached(): Promise<void> {
    const aborted = new Promise<void>((resolve) => {
      this.leaving.signal.addEventListener("abort", () => resolve(), { once: true });
    });
    const answered = this.beat().then(() => this.readLots());
    await Promise.race([answered.catch(() => {}), aborted]);
  }

  private async takeFrom(lot: ServedLot): Promise<void> {
    const token = `${this.id}/${++this.ids}`;
    // a parcel that is handed over is called off before it gets here, or after
    using _onItsWay = this.underWay.expect();
    let job: BullJob | undefined;
    try {
      job = await lot.take(token, this.forsaken.signal);
    } catch {
      // the queue went away: what may have been taken is given to somebody when its lock has run out
      await this.bell.rung(TIMES.idle);
    }
    if (job?.id === undefined) return;
    lot.running.set(job.id, token);
    void this.carry(lot, { job, token }, this.lanes.take());
  }

  private async carry(lot: ServedLot, taken: Taken, leaveLane: () => void): Promise<void> {
    try {
      this.note(lot, await carryOut(this.carrier, lot, taken, leaveLane));
    } catch (error) {
      // its lock runs out, and another worker gets it
      this.options.onNote(
        `a parcel of ${lot.lot.label} was dropped: ${error instanceof Error ? error.message : error}`,
      );
    } finally {
      lot.running.delete(taken.job.id ?? "");
      leaveLane();
      this.bell.ring();
    }
  }

  private note(lot: ServedLot, end: ParcelEnd): void {
    lot.parcels++;
    if (end.status === "done") {
      this.done += end.evaluations;
      this.failed += end.failed;
      // what others had judged already shows nothing of this machine
      if (end.evaluations > 0) lot.patience.served();
    } else if (end.status === "refused") {
      this.refused[end.refusal] = (this.refused[end.refusal] ?? 0) + 1;
      this.redis.hincrby(this.names.refused, `parcel ${end.refusal}`, 1).catch(() => {});
      this.options.onNote(`a parcel was refused: ${end.refusal}`);
    } else if (end.status === "passed on") lot.restsUntilMs = performance.now() + REST_MS;
    else this.roster.failed(lot, end);
  }

  /** Tests itself where that is due; answers with the end of a parcel that it should not carry out. */
  private async misfit(lot: ServedLot): Promise<ParcelEnd | null> {
    const inability = await this.sing(lot);
    if (inability !== null) return { status: "unable", ...inability };
    return this.quarantine === null ? null : { status: "passed on" };
  }

  /** Has a program with a known verdict judged, before the first parcel, and from time to time; answers with what kept it from that. */
  private async sing(lot: ServedLot): Promise<Inability | null> {
    if (lot.lot.canary === null || lot.parcels < lot.singsAt) return null;
    const canary = await lot.canary().catch(() => null);
    if (canary === null) return null;
    lot.singsAt = lot.parcels + CANARY_EVERY;
    try {
      const result = await checkCanary(lot, canary, this.leaving.signal);
      if (result.status === "wrong") this.putAside(result.said);
      return null;
    } catch (error) {
      // it is asked anew before whatever it judges next
      lot.singsAt = 0;
      if (this.leaving.signal.aborted) return null;
      const inability = inabilityOf(error);
      if (inability === null) throw error;
      return inability;
    }
  }

  private putAside(reason: string): void {
    this.quarantine ??= reason;
    this.options.onNote(
      `in quarantine: ${reason}. It takes no more parcels; mend the machine, then start the worker again`,
    );
    void this.beat().catch(() => {});
  }

  private createCarrier(): Carrier {
    const { redis, names, id, underWay } = this;
    const { secret, lanes, levels, unsafe, data, openBackend, onNote } = this.options;
    return {
      ...{ redis, names, id, underWay, secret, lanes, levels, unsafe, data, openBackend },
      cache: openBundleCache(this.options.cache),
      forsaken: this.forsaken.signal,
      onRestart: (reason) => this.restarted(reason),
      onStarved: onNote,
      hasOthers: (avoid) => hasOthers({ redis, names, secret }, avoid),
      misfit: (lot) => this.misfit(lot),
      nextId: () => ++this.ids,
    };
  }

  private restarted(reason: string): void {
    this.options.onNote(`the evaluator was restarted: ${reason}`);
    if (reason.includes("canary") && ++this.damaged >= MOST_DAMAGED)
      this.putAside(`${MOST_DAMAGED} of its lanes did not judge a known program as known`);
  }

  private hear(channel: string, message: string): void {
    if (channel === this.names.cancel) return void this.underWay.callOff(message);
    if (channel === this.names.notes) return void this.heed(message);
    if (this.roster.wake(message)) this.bell.ring();
    else void this.readLots().catch(() => {});
  }

  /** Leaves where a signed word names this worker; its name is never given again. */
  private heed(message: string): void {
    const place = { kind: "note", scope: DRAIN, mostBytes: MOST.worker } as const;
    const opened = unseal(this.options.secret, message, place);
    if (opened.status === "ok" && (JSON.parse(opened.body) as readonly string[]).includes(this.id))
      this.leave();
  }

  private async readLots(): Promise<void> {
    await this.roster.read();
    this.bell.ring();
  }

  /** Shows itself, sees the others, and lets processes go that nothing needs. */
  private async beat(): Promise<void> {
    const { names, id } = this;
    this.subscriber.ping().catch(() => {});
    const text = seal(this.options.secret, "worker", id, JSON.stringify(this.status()));
    await this.redis.pipeline().set(names.worker(id), text, "PX", TIMES.gone).sadd(names.workers, id).exec();
    await this.roster.rest();
  }

  private status(): WorkerStatus {
    const { lanes, levels } = this.options;
    return {
      ...{ id: this.id, host: hostname(), pid: process.pid, version: VERSION, node: process.versions.node },
      ...{
        lanes,
        levels,
        done: this.done,
        failed: this.failed,
        refused: this.refused,
        unable: this.roster.unable,
      },
      running: this.roster.running(),
      quarantine: this.quarantine,
      draining: this.leaving.signal.aborted,
      upSeconds: Math.round((performance.now() - this.begunMs) / 1000),
    };
  }
}

/** A parcel that should go to others is left to them for so long, milliseconds. */
const REST_MS = 250;
/** Parcels between two canaries. */
const CANARY_EVERY = 256;
/** Damaged lanes after which a worker is not trusted. */
const MOST_DAMAGED = 3;
