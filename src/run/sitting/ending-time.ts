import { type Evaluation, objectiveOf, type RunEvent } from "../../core/index.ts";
import type { Timing } from "../../problem/index.ts";
import type { Sitting } from "./sitting.ts";

/** The time that the end of a run takes, learnt from its results so far. */
export interface EndingTime {
  note(events: readonly RunEvent[]): void;
  /** The verdict that took longest, of the seed and of all that were the best so far: the champion's verification takes about as long. */
  readonly slowest: Evaluation;
  /** Part of the time budget that is left to the end, milliseconds. */
  readonly reservedMs: number;
}

/**
 * The time for a verification and, where run time is measured, for the results that are under way when the search stops: programs run
 * beside few others then, and one that gained is measured for many times as long as one that did not. Never more than half of the budget.
 *
 * @param earlier - verdicts on what was the best before this sitting
 * @param elapsed - wall time of all sittings so far, milliseconds
 */
export function endingTime(
  { record, seed }: Pick<Sitting, "record" | "seed">,
  earlier: readonly Evaluation[],
  elapsed: () => number,
): EndingTime {
  const { problem, config } = record;
  const { objective, holdout, timing } = problem.definition;
  const { better } = objectiveOf(objective.direction);
  const begun = elapsed();
  let slowest = seed.evaluation;
  let best = seed.evaluation.status === "ok" ? seed.evaluation.score : null;
  let results = 0;
  const take = (evaluation: Evaluation): void => {
    if (evaluation.status !== "ok" || !better(evaluation.score, best)) return;
    best = evaluation.score;
    if (evaluation.durationMs > slowest.durationMs) slowest = evaluation;
  };
  earlier.forEach(take);
  return {
    note(events) {
      for (const event of events) {
        if (event.type !== "step") continue;
        results++;
        take(event.candidate.evaluation);
      }
    },
    get slowest() {
      return slowest;
    },
    get reservedMs() {
      const verificationMs = slowest.durationMs * (holdout.length > 0 ? 2 : 1) * moreOf(slowest, timing);
      const underWay = timing && results > 0 ? config.islands * config.inFlight : 0;
      const drainingMs = underWay * ((elapsed() - begun) / Math.max(1, results));
      return Math.min(verificationMs + drainingMs, MOST * (config.timeMs ?? 0));
    },
  };
}

/** How many times as many pairs of runs a program may need when it is measured again. */
function moreOf(evaluation: Evaluation, timing: Timing | null = null): number {
  const pairs = evaluation.status === "ok" ? (evaluation.metrics.pairs ?? 0) : 0;
  return timing !== null && pairs > 0 ? Math.max(1, timing.maxPairs / pairs) : 1;
}

/** The largest share of a time budget that is kept for its end. */
const MOST = 0.5;
