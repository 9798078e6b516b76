import { type Evaluation, given } from "../core/index.ts";
import { failedEvaluation, failure } from "./failures.ts";
import type { Baseline } from "./job.ts";

/**
 * A verdict, but for a program that comes out where it started, with the score of its start to the last digits: what was found before
 * it came is no gain of its own, and an empty program would enter archives as the best method of all.
 */
export function unlessUnmoved(evaluation: Evaluation, baseline: Baseline | null): Evaluation {
  if (evaluation.status !== "ok" || baseline?.start === undefined || baseline.score === undefined)
    return evaluation;
  const { score, durationMs, level, engine, fuel, cpuMs } = evaluation;
  if (!isUnmoved(score, baseline.score)) return evaluation;
  const said = `it comes out where it started: its search found nothing better than ${baseline.score}`;
  const facts = { durationMs, level, engine, ...given({ fuel, cpuMs }) };
  return failedEvaluation(failure("invalid", "start", said), facts);
}

/** True where a score is that of the start to the last digits. */
export function isUnmoved(score: number, start: number): boolean {
  return Math.abs(score - start) <= LAST_DIGITS * Math.max(Math.abs(score), Math.abs(start));
}

/** Share of a score by which rounding alone may move it. */
const LAST_DIGITS = 1e-13;
