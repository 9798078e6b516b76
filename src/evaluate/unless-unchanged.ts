import { canonicalJson, type Evaluation, given } from "../core/index.ts";
import { failedEvaluation, failure } from "./failures.ts";
import type { Baseline } from "./job.ts";

/**
 * A verdict, but for a program that returns its start unchanged: what was found before it came is no gain of its own, and would
 * enter archives as the best method of all.
 */
export function unlessUnchanged(evaluation: Evaluation, baseline: Baseline | null): Evaluation {
  if (evaluation.status !== "ok" || baseline?.start === undefined || evaluation.construction === undefined)
    return evaluation;
  if (canonicalJson(evaluation.construction) !== canonicalJson(baseline.start)) return evaluation;
  const { durationMs, level, engine, fuel, cpuMs } = evaluation;
  const said = `it returns its start unchanged: its search found nothing better than ${evaluation.score}`;
  const facts = { durationMs, level, engine, ...given({ fuel, cpuMs }) };
  return failedEvaluation(failure("invalid", "start", said), facts);
}
