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
  /** Results that the islands are to have in all. */
  readonly total: number;
}

/** The quota of a sitting; a run that died when its time was up ends where it would have ended. */
export function quotaOf({ record, location, resumed }: Sitting): Quota {
  const { timeMs, evaluations } = record.config;
  const recorded = resumed ? recordedTotal(location, record) : 0;
  const isSpent = timeMs !== null && record.elapsedMs >= timeMs;
  const budget = evaluations ?? Number.POSITIVE_INFINITY;
  const total = isSpent ? Math.min(Math.max(recorded, evaluationsAtTimeUp(location)), budget) : budget;
  return { recorded, budget, isSpent, total };
}
