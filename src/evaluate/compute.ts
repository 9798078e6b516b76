import { contractOf } from "../language/index.ts";
import type { Limits, ProblemDefinition } from "../problem/index.ts";

/** The compute that a program gets on one input, in words that tell people and models the same. */
export interface Compute {
  /** Units of fuel, where the engine counts them; `null` where a clock decides. */
  readonly units: number | null;
  /** Floating-point operations of plain numeric code, to one digit. */
  readonly operations: number;
  /** Time that V8 takes for as much, milliseconds, to one digit. */
  readonly nativeMs: number;
}

/** The part of a problem that its compute follows from. */
type Bounds = Pick<ProblemDefinition, "engine" | "limits" | "language" | "seed" | "command">;

/**
 * The compute of a problem's programs; `null` where a command runs them, or nothing does.
 *
 * Measured (`galapagos check` measures anew): a unit of fuel is 10,000 points at which QuickJS looks at its
 * limits; an empty loop turn passes 2, an `if` or a call 1, straight-line arithmetic none.
 */
export function computeOf(definition: Bounds): Compute | null {
  const { engine, limits } = definition;
  if (contractOf(definition) !== "function") return null;
  if (engine !== "quickjs") {
    const operations = oneDigit(limits.timeMs * OPERATIONS_PER_NATIVE_MS);
    return { units: null, operations, nativeMs: limits.timeMs };
  }
  const units = fuelUnits(limits);
  const operations = oneDigit(units * OPERATIONS_PER_UNIT);
  return { units, operations, nativeMs: oneDigit(operations / OPERATIONS_PER_NATIVE_MS) };
}

/** Units of fuel of one run at level 1. */
export function fuelUnits({ timeMs }: Pick<Limits, "timeMs">): number {
  return Math.max(1, Math.ceil(timeMs * FUEL_PER_MS));
}

/** The failure of a program that used up its fuel; `used` is `null` where it was not let run to its end. */
export function outOfFuel(limits: Limits, used: number | null): string {
  const units = fuelUnits(limits);
  const { overrun = 1 } = limits;
  const needed =
    used !== null
      ? `needed ${used} of ${units} units${timesWhatThereIs(used / units)}`
      : overrun > 1
        ? `needs more than ${overrun * units} of ${units} units, or never ends`
        : `more than ${units} units`;
  return `out of fuel: ${needed} (limits.timeMs = ${limits.timeMs})`;
}

/** A number to one significant digit. */
function oneDigit(value: number): number {
  return Number(value.toPrecision(1));
}

/** The factor by which fuel was short; empty where that is next to nothing. */
function timesWhatThereIs(factor: number): string {
  const shown = factor < 10 ? factor.toFixed(1) : factor.toFixed(0);
  return shown === "1.0" ? "" : `, ${shown} times what there is`;
}

/**
 * Fuel units per nominal millisecond. On the slow two-core machine where this was calibrated a unit takes 0.4
 * ms in an empty loop, 1 ms in numeric code and 3.5 ms in code that makes objects. The count, not the clock, is
 * the limit, so a timeout verdict is the same on every machine; the deadline, ten times the nominal time unless
 * the problem says otherwise, lies beyond it for all of them.
 */
const FUEL_PER_MS = 1;
/** Floating-point operations of a unit: loops of ten or so a turn, with a test in each. */
const OPERATIONS_PER_UNIT = 30_000;
/** Floating-point operations that V8 does in a millisecond, on the same slow machine. */
const OPERATIONS_PER_NATIVE_MS = 2_000_000;
