import { objectiveOf } from "../../core/index.ts";
import { recordedTotal } from "../record.ts";
import type { Sitting } from "./sitting.ts";
import { evaluationsAtTimeUp } from "./time-up.ts";

/** Evaluations that a sitting may make. */
export interface Quota {
  /** Results on record when it began. */
  readonly recorded: number;
  /** The run's budget; `Infinity` while only time bounds it. */
  readonly budget: number;
  /** True when earlier sittings used up the time. */
  readonly isSpent: boolean;
  /** True where the seed is as good as the target: nothing is left to be looked for, and no model is asked. */
  readonly isReached: boolean;
  /** Results that the islands are to have in all. */
  readonly total: number;
}

/** The quota of a sitting; a run that died when its time was up ends where it would have ended. */
export function quotaOf({ record, location, resumed, seed }: Sitting): Quota {
  const { timeMs, evaluations, islands, target } = record.config;
  const { direction } = record.problem.definition.objective;
  const recorded = resumed ? recordedTotal(location, record) : 0;
  const isSpent = timeMs !== null && record.elapsedMs >= timeMs;
  const budget = evaluations ?? Number.POSITIVE_INFINITY;
  const { evaluation } = seed;
  const isReached =
    target !== null && evaluation.status === "ok" && objectiveOf(direction).reaches(evaluation.score, target);
  // where nothing is left to be looked for, each island has the seed, as far as the budget goes
  const due = isReached ? islands : isSpent ? evaluationsAtTimeUp(location) : budget;
  const total = Math.min(Math.max(recorded, due), budget);
  return { recorded, budget, isSpent, isReached, total };
}
