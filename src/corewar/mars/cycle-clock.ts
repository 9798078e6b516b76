/**
 * Tells cycles from instructions: in a cycle every living warrior executes one instruction in turn, so after
 * a death a cycle is one instruction shorter.
 */
export class CycleClock {
  #alive: number;
  /** Cycle of the last death, and turns that were still to come in it. */
  #base = 0;
  #rest = 0;
  /** Instructions since the last death. */
  #since = 0;

  constructor(warriors: number) {
    this.#alive = warriors;
  }

  /** Warriors alive. */
  get alive(): number {
    return this.#alive;
  }

  /** Cycle (from 1) of the last instruction that was executed; 0 before the first. */
  get cycle(): number {
    if (this.#since <= this.#rest) return this.#base;
    return this.#base + Math.ceil((this.#since - this.#rest) / this.#alive);
  }

  /** Counts executed instructions. */
  executed(instructions: number): void {
    this.#since += instructions;
  }

  /** The last instruction killed its warrior; returns the cycle. */
  death(): number {
    const cycle = this.cycle;
    const past = this.#since - this.#rest;
    this.#rest = past <= 0 ? -past : this.#alive - 1 - ((past - 1) % this.#alive);
    this.#base = cycle;
    this.#since = 0;
    this.#alive -= 1;
    return cycle;
  }
}
