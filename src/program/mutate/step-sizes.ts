import type { Json, JsonObject, Random } from "../../core/index.ts";

/**
 * Step sizes that a program carries and hands down, relative to the natural unit of the numbers they move.
 */
export interface StepSizes {
  /** For a single number. */
  readonly one: number;
  /** For the numbers of one row, or a few rows. */
  readonly row: number;
  /** For all numbers of a list or of the program at once. */
  readonly all: number;
}

/** The step sizes of a program without a record of its own. */
const FIRST_STEPS: StepSizes = { one: 0.2, row: 0.2, all: 0.03 };

/**
 * Bounds of every step size: below, a double cannot tell the numbers apart; above, the parent no longer
 * matters.
 */
export const STEP_BOUNDS = { low: 1e-7, high: 1 } as const;

/** Reads the step sizes out of a strategy record; whatever is missing or senseless there starts afresh. */
export function readSteps(strategy: JsonObject): StepSizes {
  return {
    one: readStep(strategy.one, FIRST_STEPS.one),
    row: readStep(strategy.row, FIRST_STEPS.row),
    all: readStep(strategy.all, FIRST_STEPS.all),
  };
}

function readStep(value: Json | undefined, fallback: number): number {
  return typeof value === "number" && value > 0 ? clamp(value) : fallback;
}

function clamp(step: number): number {
  return Math.min(STEP_BOUNDS.high, Math.max(STEP_BOUNDS.low, step));
}

/**
 * Learning rate τ of the step size. Schwefel: 1/√n for n numbers moved; few move here, so it is held
 * constant.
 */
const LEARNING_RATE = 0.5;
/**
 * Upward drift of the logarithm. Selection favours small steps, which succeed often and gain little; without
 * a drift, step sizes shrink before their time.
 */
const DRIFT = 0.1;

/**
 * A step size moved log-normally, σ′ = σ·exp(τ·N(0, 1) + drift) (Beyer & Schwefel, "Evolution strategies",
 * 2002, §4).
 */
export function adaptStep(step: number, random: Random): number {
  return Number(clamp(step * Math.exp(LEARNING_RATE * random.normal() + DRIFT)).toPrecision(6));
}
