import { VERSION } from "../../../core/index.ts";
import { sweepLots } from "../sweep.ts";
import type { QueueDrivers } from "../wire/connect-redis.ts";
import { type Refusal, unseal } from "../wire/envelope.ts";
import { type Lot, MOST, MOST_STALLED, TIMES, type Unable } from "../wire/protocol.ts";
import type { Inability } from "./carry-out.ts";
import { type LotTools, ServedLot } from "./served-lot.ts";
import { MOST_TRIES } from "./patience.ts";
import { nextTurn, turnsSoFar } from "./turns.ts";

/** A lot that a worker cannot serve, with the moment of the next try, milliseconds of `performance.now`, `null` for none. */
interface Failure extends Unable {
  readonly triesAtMs: number | null;
}

/** The lots that a worker knows, and whose turn it is. */
export class LotRoster {
  private readonly onUnable: (label: string, reason: string) => void;
  private readonly drivers: QueueDrivers;
  private readonly tools: LotTools;
  private readonly lots = new Map<string, ServedLot>();
  /** Lots that it could not serve, by their queues. */
  private readonly failures = new Map<string, Failure>();
  /** Lots whose description was refused at the last look, by their queues. */
  private readonly strangers = new Map<string, Unable>();
  /** Lots that showed no sign of life at the last look. */
  private gone: readonly string[] = [];

  /** @param onUnable - told once of each lot that it cannot serve */
  constructor(drivers: QueueDrivers, tools: LotTools, onUnable: (label: string, reason: string) => void) {
    this.drivers = drivers;
    this.tools = tools;
    this.onUnable = onUnable;
  }

  /** Lots that it cannot serve, by their queues. */
  get unable(): { readonly [queue: string]: Unable } {
    const failed = [...this.failures].map(([queue, { triesAtMs: _, ...unable }]) => [queue, unable] as const);
    return Object.fromEntries([...failed, ...this.strangers]);
  }

  /** Leaves a lot to others that it could not serve: for a while, where that may pass. */
  failed(
    { lot, patience }: Pick<ServedLot, "lot" | "patience">,
    { reason, mayPass, ...more }: Inability,
  ): void {
    // parcels of other lanes failed of the same
    if (this.failures.has(lot.queue)) return;
    const waitMs = mayPass ? patience.failed() : null;
    const tries = mayPass ? `; it tried ${MOST_TRIES} times more` : "";
    const when = waitMs === null ? tries : `; it tries again in ${waitMs / 1000} s`;
    const triesAtMs = waitMs === null ? null : performance.now() + waitMs;
    this.cannot(lot, { ...more, reason: `${reason}${when}`, triesAtMs });
  }

  /** The lot whose turn it is, among those that may have parcels; `null` where none may. */
  next(): ServedLot | null {
    const now = performance.now();
    for (const [queue, { triesAtMs }] of this.failures)
      if (triesAtMs !== null && triesAtMs <= now) this.failures.delete(queue);
    const open = [...this.lots.values()].filter(
      ({ mayHave, restsUntilMs, lot }) =>
        mayHave && restsUntilMs <= now && !this.failures.has(lot.queue) && !this.strangers.has(lot.queue),
    );
    return nextTurn(open);
  }

  /** Notes that a queue has parcels; `false` for one that is not known yet. */
  wake(queue: string): boolean {
    const lot = this.lots.get(queue);
    if (lot !== undefined) lot.mayHave = true;
    return lot !== undefined;
  }

  /** Parcels under way. */
  running(): readonly string[] {
    return [...this.lots.values()].flatMap(({ running }) => [...running.keys()]);
  }

  /** Reads which lots there are; those that are gone are let go. */
  async read(): Promise<void> {
    const { redis, names, secret } = this.tools;
    const queues = await redis.smembers(names.lots);
    const texts = queues.length === 0 ? [] : await redis.mget(queues.map(names.lot));
    const there = new Set<string>();
    for (const [index, scope] of queues.entries()) {
      const text = texts[index] ?? "";
      if (text === "") continue;
      const opened = unseal(secret, text, { kind: "lot", scope, mostBytes: MOST.lot });
      there.add(scope);
      if (opened.status === "refused") {
        this.refuse(scope, refusedLot(opened.refusal));
        continue;
      }
      // where somebody had written over it, the run says again what it is
      this.strangers.delete(scope);
      this.meet(JSON.parse(opened.body) as Lot);
    }
    this.forgetOthers(there);
  }

  /** Says that the parcels under way are still ours. */
  async renewLocks(): Promise<void> {
    const held = [...this.lots.values()].filter(({ running }) => running.size > 0);
    await Promise.all(
      held.map(({ running, queue }) =>
        queue.extendJobLocks([...running.keys()], [...running.values()], TIMES.lock),
      ),
    );
  }

  /** Clears away what runs left that have been gone for two looks. */
  async sweep(): Promise<void> {
    const { redis, names } = this.tools;
    const { gone, drivers } = this;
    this.gone = await sweepLots({ redis, names, drivers }, (queue) => gone.includes(queue));
  }

  /** Lets the processes go that nothing needs for the time being. */
  async rest(): Promise<void> {
    const before = performance.now() - KEPT_OPEN_MS;
    for (const lot of this.lots.values()) if (lot.running.size === 0 && lot.usedMs < before) await lot.rest();
  }

  async close(): Promise<void> {
    await Promise.all([...this.lots.values()].map((lot) => lot.close()));
  }

  /** Leaves a lot to others until the moment of the next try, or from now on. */
  private cannot({ queue, label }: Lot, failure: Failure): void {
    this.failures.set(queue, failure);
    this.onUnable(label, failure.reason);
  }

  /** Leaves a lot to others for as long as its description is refused. */
  private refuse(queue: string, unable: Unable): void {
    const isNew = !this.strangers.has(queue);
    this.strangers.set(queue, unable);
    if (isNew) this.onUnable(queue, unable.reason);
  }

  private meet(lot: Lot): void {
    const known = this.lots.get(lot.queue);
    if (known !== undefined) {
      known.lot = lot;
      return;
    }
    if (lot.version !== VERSION) {
      const reason = `the run's version is ${lot.version}, and the worker's ${VERSION}`;
      const hint = "install the run's version on the worker's machine";
      if (!this.failures.has(lot.queue)) this.cannot(lot, { reason, hint, triesAtMs: null });
      return;
    }
    const { redis: connection, names } = this.tools;
    const queue = new this.drivers.bullmq.Worker(lot.queue, undefined, {
      ...{ connection, prefix: names.prefix, autorun: false, skipVersionCheck: true },
      ...{ lockDuration: TIMES.lock, stalledInterval: TIMES.stalled, maxStalledCount: MOST_STALLED },
    });
    queue.on("error", () => {});
    queue.startStalledCheckTimer().catch(() => {});
    this.lots.set(lot.queue, new ServedLot(lot, queue, this.tools, turnsSoFar([...this.lots.values()])));
  }

  private forgetOthers(there: ReadonlySet<string>): void {
    for (const known of [this.failures, this.strangers])
      for (const queue of known.keys()) if (!there.has(queue)) known.delete(queue);
    for (const [queue, lot] of this.lots) {
      // a word that it has parcels may have been lost
      lot.mayHave = true;
      if (there.has(queue) || lot.running.size > 0) continue;
      this.lots.delete(queue);
      void lot.close();
    }
  }
}

function refusedLot(refusal: Refusal): Unable {
  const cause = refusal === "forged" ? "; is this machine's secret the run's?" : "";
  return {
    reason: `its description was refused: ${refusal}${cause}`,
    hint: "have the worker, the run and all who write to this queue use one secret and one version",
  };
}

/** The process of a lot that has nothing to do is kept so long, milliseconds. */
const KEPT_OPEN_MS = 60_000;
