import { type Lesson, VALUE_PRIOR, type ValueEstimate } from "../lesson.ts";
import type { UsedEvent } from "./event.ts";

/**
 * The lesson after a step that recalled it. The step's advantage (1 for an improvement, else 0, less the
 * run's improvement rate) is credited with weight 1/n to each of the n lessons it recalled: a running mean
 * under a prior of two steps at 0. (MemRL updates Q ← Q + α(r − Q); a mean with a weight gives the same order
 * and an uncertainty besides.) As steps are kept from the lesson, their improvement rate takes the place of
 * the run's: a warning is recalled where improvements are rare.
 *
 * @param baseline - improvement rate of the run's steps so far, 0 to 1
 */
export function creditLesson(lesson: Lesson, event: UsedEvent, baseline: number, recalled: number): Lesson {
  const { uses, value } = lesson;
  const improved = event.outcome === "improved" ? 1 : 0;
  const usual = (uses.withheldImproved + CONTROL_PRIOR * baseline) / (uses.withheld + CONTROL_PRIOR);
  return {
    ...lesson,
    uses: {
      ...uses,
      recalled: uses.recalled + 1,
      improved: uses.improved + improved,
      failed: uses.failed + (event.outcome === "failed" ? 1 : 0),
    },
    value: joinValues(value, estimate((improved - usual) / recalled, 1 / recalled)),
  };
}

/** The estimate that both together give. */
export function joinValues(a: ValueEstimate, b: ValueEstimate): ValueEstimate {
  return estimate(sumOf(a) + sumOf(b), a.weight + b.weight);
}

function estimate(sum: number, weight: number): ValueEstimate {
  return { mean: sum / (weight + VALUE_PRIOR), deviation: 0.5 / Math.sqrt(weight + VALUE_PRIOR), weight };
}

function sumOf(value: ValueEstimate): number {
  return value.mean * (value.weight + VALUE_PRIOR);
}

/** Steps that the run's improvement rate weighs against those that were kept from the lesson. */
const CONTROL_PRIOR = 4;
