import type { Limits } from "../../../problem/index.ts";
import { type Failure, failure } from "../../failures.ts";
import { fuelUnits, outOfFuel } from "../../compute.ts";
import { isBusy, PATIENCE } from "../process-tree.ts";

/** The limits of one call at a time: fuel, counted in interrupts, and behind it the wall clock. */
export class Meter {
  readonly #limits: Limits;
  /** Units that a call may use, and those after which it is stopped. */
  readonly #budget: number;
  readonly #most: number;
  readonly #deadlineMs: number;
  #fuel = 0;
  #wallEnd = Infinity;
  #cpuStart = process.threadCpuUsage();
  #stopped: "fuel" | "wall" | null = null;

  constructor(limits: Limits) {
    this.#limits = limits;
    const { overrun = 1 } = limits;
    this.#budget = fuelUnits(limits);
    this.#most = overrun * this.#budget;
    this.#deadlineMs = overrun * limits.deadlineMs;
  }

  /** True once a limit stopped the call. */
  get stopped(): boolean {
    return this.#stopped !== null;
  }

  begin(): void {
    this.#wallEnd = performance.now() + this.#deadlineMs;
    this.#cpuStart = process.threadCpuUsage();
  }

  /** Counts one unit of fuel; true when the engine must stop. */
  interrupt(): boolean {
    if (++this.#fuel > this.#most) this.#stopped ??= "fuel";
    else {
      const late = performance.now() - this.#wallEnd;
      if (late > 0 && (this.#busy() || late > PATIENCE * this.#deadlineMs)) this.#stopped ??= "wall";
    }
    return this.stopped;
  }

  /** True once the call has used more than it may, whether or not it was let run on. */
  get overdrawn(): boolean {
    return this.#fuel > this.#budget;
  }

  /** The failure of a call that was stopped, or that came to its end with more than it may use. */
  failure(): Failure {
    if (this.overdrawn)
      return failure("timeout", "fuel", outOfFuel(this.#limits, this.stopped ? null : this.#fuel));
    const said = `still running after ${this.#deadlineMs} ms (limits.deadlineMs)`;
    return failure("timeout", this.#busy() ? "cpu" : "wall", said);
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
    return isBusy(this.#cpuMs(), { ...this.#limits, deadlineMs: this.#deadlineMs });
  }

  #cpuMs(): number {
    const { user, system } = process.threadCpuUsage(this.#cpuStart);
    return (user + system) / 1000;
  }
}
