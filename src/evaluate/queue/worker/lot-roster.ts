import { VERSION } from "../../../core/index.ts";
import { sweepLots } from "../sweep.ts";
import type { QueueDrivers } from "../wire/connect-redis.ts";
import { type Refusal, unseal } from "../wire/envelope.ts";
import { type Lot, MOST, MOST_STALLED, TIMES } from "../wire/protocol.ts";
import { type LotTools, ServedLot } from "./served-lot.ts";
import { MOST_TRIES } from "./patience.ts";
import { nextTurn, turnsSoFar } from "./turns.ts";

/** The lots that a worker knows, and whose turn it is. */
export class LotRoster {
  /** Lots that it cannot serve, by their queues, and why. */
  readonly unable: { [queue: string]: string } = {};
  private readonly onUnable: (label: string, reason: string) => void;
  private readonly drivers: QueueDrivers;
  private readonly tools: LotTools;
  private readonly lots = new Map<string, ServedLot>();
  /** Lots whose description was refused at the last look. */
  private readonly strangers = new Set<string>();
  /** Lots that showed no sign of life at the last look. */
  private gone: readonly string[] = [];

  /** @param onUnable - told once of each lot that it cannot serve */
  constructor(drivers: QueueDrivers, tools: LotTools, onUnable: (label: string, reason: string) => void) {
    this.drivers = drivers;
    this.tools = tools;
    this.onUnable = onUnable;
  }

  /** Leaves a lot to others from now on. */
  cannot({ queue, label }: Pick<Lot, "queue" | "label">, reason: string): void {
    if (this.unable[queue] !== undefined) return;
    this.unable[queue] = reason;
    this.onUnable(label, reason);
  }

  /** Leaves a lot to others that it could not serve: for a while, where that may pass. */
  failed(
    served: ServedLot,
    { reason, mayPass }: { readonly reason: string; readonly mayPass: boolean },
  ): void {
    const { lot, patience } = served;
    // parcels of other lanes failed of the same
    if (this.unable[lot.queue] !== undefined) return;
    const waitMs = mayPass ? patience.failed() : null;
    const tries = mayPass ? `; it tried ${MOST_TRIES} times more` : "";
    this.cannot(
      lot,
      waitMs === null ? `${reason}${tries}` : `${reason}; it tries again in ${waitMs / 1000} s`,
    );
    if (waitMs !== null) served.triesAtMs = performance.now() + waitMs;
  }

  /** The lot whose turn it is, among those that may have parcels; `null` where none may. */
  next(): ServedLot | null {
    const now = performance.now();
    for (const served of this.lots.values()) this.tryAgain(served, now);
    const open = [...this.lots.values()].filter(
      ({ mayHave, restsUntilMs, lot }) =>
        mayHave && restsUntilMs <= now && this.unable[lot.queue] === undefined,
    );
    return nextTurn(open);
  }

  private tryAgain(served: ServedLot, now: number): void {
    if (served.triesAtMs === null || served.triesAtMs > now) return;
    served.triesAtMs = null;
    delete this.unable[served.lot.queue];
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
        this.strangers.add(scope);
        this.cannot({ queue: scope, label: scope }, refusedLot(opened.refusal));
        continue;
      }
      // somebody had written over it, and the run says again what it is
      if (this.strangers.delete(scope)) delete this.unable[scope];
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

  private meet(lot: Lot): void {
    const known = this.lots.get(lot.queue);
    if (known !== undefined) {
      known.lot = lot;
      return;
    }
    if (lot.version !== VERSION) {
      this.cannot(lot, `the run's version is ${lot.version}, and the worker's ${VERSION}`);
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
    for (const queue of Object.keys(this.unable)) if (!there.has(queue)) delete this.unable[queue];
    for (const queue of this.strangers) if (!there.has(queue)) this.strangers.delete(queue);
    for (const [queue, lot] of this.lots) {
      // a word that it has parcels may have been lost
      lot.mayHave = true;
      if (there.has(queue) || lot.running.size > 0) continue;
      this.lots.delete(queue);
      void lot.close();
    }
  }
}

function refusedLot(refusal: Refusal): string {
  const cause = refusal === "forged" ? "; is this machine's secret the run's?" : "";
  return `its description was refused: ${refusal}${cause}`;
}

/** The process of a lot that has nothing to do is kept so long, milliseconds. */
const KEPT_OPEN_MS = 60_000;
