import type { Elite, Order } from "../src/core/index.ts";
import { isSameMethod, type Sketch, sketchOf } from "../src/memory/index.ts";

/** A program that stands for its method. */
interface Member {
  readonly elite: Elite;
  readonly sketch: Sketch;
}

/**
 * The best program of each of a few methods, beside the grid: what a program does may put all good ones into one cell, and
 * then the best of them drives every other way out (see {@link isSameMethod}).
 */
export class Methods {
  private readonly order: Order<Elite>;
  private readonly capacity: number;
  /** Best first. Replaced, never changed: whoever looks keeps what was there. */
  private members: readonly Member[] = [];

  /** @param capacity - most methods; 0 keeps none */
  constructor(order: Order<Elite>, capacity: number) {
    this.order = order;
    this.capacity = capacity;
  }

  /** The programs, best first. */
  get elites(): readonly Elite[] {
    return this.members.map(({ elite }) => elite);
  }

  /**
   * Offers a scored program: it stays as the best of its method, or as the first of a new one. Of too many methods the
   * worst goes; one that connects two makes them one.
   */
  offer(elite: Elite): void {
    // the seed is no method of anybody's
    if (this.capacity === 0 || elite.step === 0) return;
    const sketch = sketchOf(elite.source);
    const alike = this.members.filter((member) => isSameMethod(member.sketch, sketch));
    if (alike.some((member) => this.order.compare(member.elite, elite) <= 0)) return;
    const kept = this.members.filter((member) => !alike.includes(member));
    this.members = [...kept, { elite, sketch }]
      .sort((a, b) => this.order.compare(a.elite, b.elite))
      .slice(0, this.capacity);
  }

  /** The programs of other methods than this one, best first. */
  others(source: string): readonly Elite[] {
    if (this.members.length === 0) return [];
    const sketch = sketchOf(source);
    return this.members.filter((member) => !isSameMethod(member.sketch, sketch)).map(({ elite }) => elite);
  }

  /** Takes back what was saved. @param elites - best first */
  restore(elites: readonly Elite[]): void {
    this.members = elites.map((elite) => ({ elite, sketch: sketchOf(elite.source) }));
  }
}
