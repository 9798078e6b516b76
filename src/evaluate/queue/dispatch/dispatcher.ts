import { createPace } from "./pace.ts";

/** An evaluation that waits for its verdict, as far as its way matters. */
export interface Waiting<T> {
  readonly key: string;
  /** Evaluations of one kind take about the same time. */
  readonly kind: string;
  /** The one of the lowest number goes first. */
  readonly order: number;
  /** Workers that should leave it to others. */
  readonly avoid: readonly string[];
  /** True for one that travels alone. */
  readonly alone: boolean;
  /** Its length on the way, characters. */
  readonly size: number;
  readonly load: T;
}

/** Evaluations that travel together. */
export interface Batch<T> {
  readonly items: readonly Waiting<T>[];
  readonly avoid: readonly string[];
}

/** A batch on its way. */
export interface OpenBatch<T> extends Batch<T> {
  readonly id: string;
  readonly sentMs: number;
  /** Keys that no verdict has come for. */
  readonly open: Set<string>;
  /** True once it was given to a second worker. */
  copied: boolean;
}

/** The figures of a dispatcher that decide what it sends. */
export interface DispatchSettings {
  /** A batch should take about so long, milliseconds. */
  readonly batchMs: number;
  /** Most evaluations of a batch, and their most characters. */
  readonly mostItems: number;
  readonly mostSize: number;
  /** Batches under way for each lane, besides the ones that run. */
  readonly ahead: number;
}

const DISPATCH: DispatchSettings = { batchMs: 100, mostItems: 500, mostSize: 4 << 20, ahead: 1 };

/** An open batch is late when it is older than so many medians, and this, milliseconds. */
const LATE = { medians: 3, leastMs: 1_000 };

/**
 * Decides which evaluations travel when and with which others: in their order, no more than the lanes can
 * soon take, and cheap ones together, so that a batch takes about as long as is worth a journey. It reads no
 * clock and does nothing itself.
 */
export class Dispatcher<T> {
  private readonly settings: DispatchSettings;
  private readonly pace = createPace();
  private readonly waiting: Waiting<T>[] = [];
  private readonly batches = new Map<string, OpenBatch<T>>();
  /** The batch that each evaluation under way is in. */
  private readonly batchOf = new Map<string, string>();
  private lanes = 1;

  constructor(settings: DispatchSettings = DISPATCH) {
    this.settings = settings;
  }

  /** Says how many lanes there are in all. */
  setLanes(lanes: number): void {
    this.lanes = Math.max(1, lanes);
  }

  /** Lets an evaluation wait for its turn: behind all that are not to come after it. */
  add(item: Waiting<T>): void {
    const place = this.waiting.findLastIndex(({ order }) => order <= item.order);
    this.waiting.splice(place + 1, 0, item);
  }

  /** Takes what may go now; each batch then has to be noted as sent. */
  take(): readonly Batch<T>[] {
    const batches: Batch<T>[] = [];
    for (let room = this.room(); room > 0 && this.waiting.length > 0; room--) batches.push(this.next(room));
    return batches;
  }

  /** Notes that a batch is under way. */
  sent(id: string, batch: Batch<T>, nowMs: number): void {
    const open = new Set(batch.items.map(({ key }) => key));
    this.batches.set(id, { ...batch, id, sentMs: nowMs, open, copied: false });
    for (const key of open) this.batchOf.set(key, id);
  }

  /** Notes a verdict. Answers with the batch that is complete by it, if one is. */
  settle(key: string, kind: string, tookMs: number): OpenBatch<T> | null {
    this.pace.note(kind, tookMs);
    return this.drop(key);
  }

  /** Forgets an evaluation: nobody wants it, or its verdict is there. */
  drop(key: string): OpenBatch<T> | null {
    const id = this.batchOf.get(key);
    if (id === undefined) {
      const place = this.waiting.findIndex((item) => item.key === key);
      if (place >= 0) this.waiting.splice(place, 1);
      return null;
    }
    this.batchOf.delete(key);
    const batch = this.batches.get(id);
    batch?.open.delete(key);
    if (batch === undefined || batch.open.size > 0) return null;
    this.batches.delete(id);
    return batch;
  }

  /** Takes a batch off its way, so that what is open of it can be sent anew. */
  recall(id: string): readonly Waiting<T>[] {
    const batch = this.batches.get(id);
    this.batches.delete(id);
    const open = batch?.items.filter(({ key }) => batch.open.has(key)) ?? [];
    for (const { key } of open) this.batchOf.delete(key);
    return open;
  }

  /** Batches that take much longer than usual while lanes stand idle; each is named once. */
  late(nowMs: number, idleLanes: number): readonly OpenBatch<T>[] {
    if (this.waiting.length > 0) return [];
    const late: OpenBatch<T>[] = [];
    for (const batch of this.batches.values()) {
      if (late.length >= idleLanes) break;
      if (batch.copied || nowMs - batch.sentMs <= this.patienceMs(batch)) continue;
      late.push(batch);
    }
    return late;
  }

  /** Batches under way. */
  get underWay(): readonly OpenBatch<T>[] {
    return [...this.batches.values()];
  }

  /** Evaluations that wait to be sent. */
  get backlog(): number {
    return this.waiting.length;
  }

  private room(): number {
    return this.lanes * (1 + this.settings.ahead) - this.batches.size;
  }

  /** The next batch: as many of one kind as are worth a journey, and no more than leaves some for each lane. */
  private next(room: number): Batch<T> {
    const first = this.waiting[0] as Waiting<T>;
    const { batchMs, mostItems, mostSize } = this.settings;
    const each = this.pace.median(first.kind);
    const fair = Math.ceil(this.waiting.length / Math.min(room, this.lanes));
    const worth = each === null ? 1 : Math.floor(batchMs / Math.max(each, batchMs / mostItems));
    const most = first.alone ? 1 : Math.max(1, Math.min(worth, fair));
    let [count, size] = [1, first.size];
    for (let item = this.waiting[1]; count < most && this.fits(first, item); item = this.waiting[count]) {
      size += item?.size ?? 0;
      if (size > mostSize) break;
      count++;
    }
    return { items: this.waiting.splice(0, count), avoid: first.avoid };
  }

  private fits(first: Waiting<T>, item: Waiting<T> | undefined): boolean {
    return item !== undefined && !item.alone && item.kind === first.kind;
  }

  private patienceMs({ items }: Batch<T>): number {
    const each = this.pace.median(items[0]?.kind ?? "");
    if (each === null) return Number.POSITIVE_INFINITY;
    return Math.max(LATE.leastMs, LATE.medians * each * items.length);
  }
}
