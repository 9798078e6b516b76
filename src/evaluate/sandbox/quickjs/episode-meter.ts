import type { Limits } from "../../../problem/index.ts";
import { fuelUnits, outOfFuel } from "../../compute.ts";
import { type Failure, failure } from "../../failures.ts";
import { isBusy, PATIENCE } from "../process-tree.ts";

/**
 * The limits of an episode, over all calls of a policy together: fuel, counted in interrupts, and behind it the time spent
 * inside the policy. What the simulation does between calls costs the policy nothing.
 */
export class EpisodeMeter {
  readonly #limits: Limits;
  readonly #budget: number;
  readonly #most: number;
  readonly #deadlineMs: number;
  #fuel = 0;
  /** Time in the policy before the present call, and when that began, milliseconds. */
  #spentMs = 0;
  #begunMs = 0;
  /** Processor time in long calls: short ones are not worth the look. */
  #busyMs = 0;
  #cpuStart: NodeJS.CpuUsage | null = null;
  #stopped: "fuel" | "wall" | null = null;

  constructor(limits: Limits) {
    this.#limits = limits;
    const { overrun = 1 } = limits;
    this.#budget = fuelUnits(limits);
    this.#most = overrun * this.#budget;
    this.#deadlineMs = overrun * limits.deadlineMs;
  }

  get stopped(): boolean {
    return this.#stopped !== null;
  }

  /** True once the episode has used more than it may, whether or not it was let run on. */
  get overdrawn(): boolean {
    return this.#fuel > this.#budget;
  }

  /** Use of the episode so far. */
  get used(): { readonly fuel: number; readonly ms: number } {
    return { fuel: this.#fuel, ms: this.#spentMs };
  }

  /** A call begins. */
  resume(): void {
    this.#begunMs = performance.now();
  }

  /** It has ended. */
  pause(): void {
    this.#spentMs += performance.now() - this.#begunMs;
    if (this.#cpuStart === null) return;
    this.#busyMs += this.#cpuMs();
    this.#cpuStart = null;
  }

  /** Counts one unit of fuel; true when the engine must stop. */
  interrupt(): boolean {
    this.#cpuStart ??= process.threadCpuUsage();
    if (++this.#fuel > this.#most) this.#stopped ??= "fuel";
    else {
      const late = this.#spentMs + performance.now() - this.#begunMs - this.#deadlineMs;
      if (late > 0 && (this.#isBusy() || late > PATIENCE * this.#deadlineMs)) this.#stopped ??= "wall";
    }
    return this.stopped;
  }

  /** The failure of an episode that was stopped, or that came to its end with more than it may use. */
  failure(): Failure {
    if (this.overdrawn)
      return failure("timeout", "fuel", outOfFuel(this.#limits, this.stopped ? null : this.#fuel));
    const said = `the policy was still running after ${this.#deadlineMs} ms of its episode (limits.deadlineMs)`;
    return failure("timeout", this.#isBusy() ? "cpu" : "wall", said);
  }

  #isBusy(): boolean {
    const busy = this.#busyMs + this.#cpuMs();
    return isBusy(busy, { ...this.#limits, deadlineMs: this.#deadlineMs });
  }

  #cpuMs(): number {
    if (this.#cpuStart === null) return 0;
    const { user, system } = process.threadCpuUsage(this.#cpuStart);
    return (user + system) / 1000;
  }
}
