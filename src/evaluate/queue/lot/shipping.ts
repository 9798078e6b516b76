import { Dispatcher } from "../dispatch/dispatcher.ts";
import { type Errand, TIMES, type WorkerStatus } from "../wire/protocol.ts";
import type { Post } from "./post.ts";
import { idleLanes, lanesOf } from "./who-serves.ts";

/** An errand that is to go. */
export interface Shipment {
  readonly errand: Errand;
  /** The one of the lowest number goes first. */
  readonly order: number;
  readonly avoid: readonly string[];
  readonly alone: boolean;
}

/** An errand whose parcel came to nothing: the queue lost it, or too many workers fell silent over it. */
export interface Loss {
  readonly key: string;
  readonly reason: "gone" | "failed";
}

/** Characters of an errand's texts, which are nearly all of it. */
function sizeOf({ source, baseline, answers = [] }: Errand): number {
  const start = baseline?.start === undefined ? 0 : JSON.stringify(baseline.start).length;
  const texts = [source, baseline?.source ?? "", ...answers];
  return texts.reduce((sum, text) => sum + text.length, start);
}

/** Sends a lot's errands as parcels, and follows them until they have arrived. */
export class Shipping {
  private readonly dispatcher = new Dispatcher<Errand>();
  private readonly post: Post;
  private readonly mayGo: () => boolean;
  private isPumping = false;

  /** @param mayGo - whether parcels may be sent now */
  constructor(post: Post, mayGo: () => boolean) {
    this.post = post;
    this.mayGo = mayGo;
  }

  add({ errand, order, avoid, alone }: Shipment): void {
    const { key, purpose: kind } = errand;
    this.dispatcher.add({ key, kind, order, avoid, alone, size: sizeOf(errand), load: errand });
    this.pump();
  }

  /** Sends what may go; what is asked for in one turn of the event loop travels together. */
  pump(): void {
    if (this.isPumping) return;
    this.isPumping = true;
    setImmediate(() => {
      this.isPumping = false;
      if (!this.mayGo()) return;
      for (const batch of this.dispatcher.take()) {
        const errands = batch.items.map(({ load }) => load);
        const id = nameOf(errands);
        this.dispatcher.sent(id, batch, performance.now());
        // what could not be sent is found out by the next comparison
        this.post.send(id, { id, errands, avoid: batch.avoid }).catch(() => {});
      }
    });
  }

  /** Notes a verdict and how long it took. */
  settle({ key, purpose }: Errand, tookMs: number): void {
    const done = this.dispatcher.settle(key, purpose, tookMs);
    if (done !== null) this.post.arrived(done.id);
  }

  /** Forgets an errand that nobody waits for: whoever has it may drop it. */
  drop(key: string): void {
    const done = this.dispatcher.drop(key);
    if (done !== null) this.post.withdraw(done.id);
    this.post.cancel(key);
  }

  /** Learns who serves; gives parcels that take too long to a second worker, where lanes stand idle. */
  tick(able: readonly WorkerStatus[]): void {
    this.dispatcher.setLanes(lanesOf(able));
    const idle = idleLanes(able);
    if (idle > 0 && able.length > 1) this.copyLate(able, idle);
    this.pump();
  }

  /**
   * Compares what is under way with what the queue holds; answers with what has to be sent anew.
   *
   * @param read - takes the results of these keys that lie there
   */
  async compare(read: (keys: readonly string[]) => Promise<unknown>): Promise<readonly Loss[]> {
    const now = performance.now();
    const old = this.dispatcher.underWay.filter(({ sentMs }) => now - sentMs > TIMES.alive);
    // in this order: a worker delivers before it lets a parcel go
    const states = await Promise.all(old.map(({ id }) => this.post.stateOf(id)));
    await read(old.flatMap(({ open }) => [...open]));
    return old.flatMap(({ id, open }, index): readonly Loss[] => {
      const reason = states[index];
      if (reason === undefined || reason === "held" || open.size === 0) return [];
      this.post.arrived(id);
      return this.dispatcher.recall(id).map(({ key }) => ({ key, reason }));
    });
  }

  private copyLate(able: readonly WorkerStatus[], idle: number): void {
    for (const batch of this.dispatcher.late(performance.now(), idle)) {
      const holder = able.find(({ running }) => running.includes(batch.id));
      if (holder === undefined) continue;
      const avoid = [...batch.avoid, holder.id];
      if (able.every(({ id }) => avoid.includes(id))) continue;
      batch.copied = true;
      const errands = batch.items.filter(({ key }) => batch.open.has(key)).map(({ load }) => load);
      const id = `${batch.id}-copy`;
      this.post.send(id, { id, errands, avoid }).catch(() => {});
    }
  }
}

/** Name of a parcel: of its only evaluation, or of the first with their number. */
function nameOf(errands: readonly Errand[]): string {
  const first = errands[0]?.key ?? "";
  return errands.length === 1 ? first : `${errands.length}-${first}`;
}
