import type { RunConfig } from "../../config/index.ts";
import type { Evaluation } from "../../core/index.ts";
import type { Problem } from "../../problem/index.ts";

/** How thoroughly a champion is scored again: as the problem says, without hold-out inputs and proof, or not at all. */
type Thoroughness = "whole" | "brief" | "none";

/** The time that a verification has. */
export interface TimeLeft {
  readonly how: Thoroughness;
  /** Until it is given up, milliseconds. */
  readonly leftMs: number;
}

/**
 * The verification that fits into what is left of a time budget. It may go on for some seconds after time is up, or for the time of one
 * scoring where that is longer: `--time` ends a run, not only its search. Where run time is the objective one takes many times what others
 * take, as chance has it: a tenth of the budget then.
 *
 * @param slowest - the slowest verdict on the seed and the champions so far: how long one evaluation takes
 * @param elapsedMs - used time
 */
export function verificationInTime(
  { timeMs }: Pick<RunConfig, "timeMs">,
  { definition }: Problem,
  slowest: Evaluation,
  elapsedMs: number,
): TimeLeft {
  if (timeMs === null) return { how: "whole", leftMs: Number.POSITIVE_INFINITY };
  const measuringMs = definition.timing ? timeMs / 10 : 0;
  const leftMs = timeMs + Math.max(GRACE_MS, scoringMs(slowest), measuringMs) - elapsedMs;
  const mostMs = Math.max(leftMs, ALWAYS_MS);
  const brief = slowest.durationMs + START_MS;
  const whole = brief + (definition.holdout.length > 0 ? slowest.durationMs : 0);
  return { how: whole <= mostMs ? "whole" : brief <= mostMs ? "brief" : "none", leftMs: mostMs };
}

/** Time of one scoring of the program: an evaluation may hold several. */
function scoringMs(evaluation: Evaluation): number {
  const { repeats = 1 } = evaluation.status === "ok" ? evaluation.metrics : {};
  return evaluation.durationMs / Math.max(1, repeats);
}

/** Time after which a seed without a score is given up, milliseconds from now; `Infinity` without a time budget. */
export function seedPatienceMs(timeMs: number | null, elapsedMs: number): number {
  return timeMs === null ? Number.POSITIVE_INFINITY : Math.max(0, timeMs - elapsedMs) + GRACE_MS;
}

/** Time that the end of a run may take once its time is up, milliseconds. */
const GRACE_MS = 4500;
/** A verification that takes no longer is made however late it is, milliseconds. */
const ALWAYS_MS = 1000;
/** Start of the fresh process, about, milliseconds. */
const START_MS = 500;
