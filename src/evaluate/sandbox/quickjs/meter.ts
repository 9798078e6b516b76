import type { Limits } from "../../../problem/index.ts";
import { type Failure, failure } from "../../failures.ts";
import { isBusy, PATIENCE } from "../process-tree.ts";

/** The limits of one call at a time: fuel, counted in interrupts, and behind it the wall clock. */
export class Meter {
  readonly #limits: Limits;
  readonly #budget: number;
  #fuel = 0;
  #wallEnd = Infinity;
  #cpuStart = process.threadCpuUsage();
  #stopped: "fuel" | "wall" | null = null;

  constructor(limits: Limits) {
    this.#limits = limits;
    this.#budget = Math.max(1, Math.ceil(limits.timeMs * FUEL_PER_MS));
  }

  /** True once a limit stopped the call. */
  get stopped(): boolean {
    return this.#stopped !== null;
  }

  begin(): void {
    this.#wallEnd = performance.now() + this.#limits.deadlineMs;
    this.#cpuStart = process.threadCpuUsage();
  }

  /** Counts one unit of fuel; true when the engine must stop. */
  interrupt(): boolean {
    if (++this.#fuel > this.#budget) this.#stopped ??= "fuel";
    else {
      const late = performance.now() - this.#wallEnd;
      if (late > 0 && (this.#busy() || late > PATIENCE * this.#limits.deadlineMs)) this.#stopped ??= "wall";
    }
    return this.stopped;
  }

  /** The failure of a stopped call. */
  failure(): Failure {
    const { timeMs, deadlineMs } = this.#limits;
    return this.#stopped === "fuel"
      ? failure("timeout", "fuel", `out of fuel: more than ${this.#budget} units (limits.timeMs = ${timeMs})`)
      : failure(
          "timeout",
          this.#busy() ? "cpu" : "wall",
          `still running after ${deadlineMs} ms (limits.deadlineMs)`,
        );
  }

  /** Ends the call: what it used, and everything as before. */
  end(): { readonly fuel: number; readonly ms: number } {
    const used = { fuel: this.#fuel, ms: this.#cpuMs() };
    this.#wallEnd = Infinity;
    this.#stopped = null;
    this.#fuel = 0;
    return used;
  }

  #busy(): boolean {
    return isBusy(this.#cpuMs(), this.#limits);
  }

  #cpuMs(): number {
    const { user, system } = process.threadCpuUsage(this.#cpuStart);
    return (user + system) / 1000;
  }
}

/**
 * Fuel units per nominal millisecond. QuickJS calls the interrupt handler once per 10,000 loop turns and
 * calls; on the slow two-core machine where this was calibrated that is every 0.4 ms in an empty loop, every
 * 1 ms in numeric code and every 3.5 ms in code that makes objects. The count, not the clock, is the limit,
 * so a timeout verdict is the same on every machine; the deadline, ten times the nominal time unless the
 * problem says otherwise, lies beyond it for all of them.
 */
const FUEL_PER_MS = 1;
