import { deviation, type Evaluation, mean, objectiveOf } from "../../core/index.ts";
import type { Problem } from "../../problem/index.ts";
import { showGain } from "./describe-verdict.ts";

/**
 * How well the difference between a child and its parent is known, where both were scored several times: `difference known to ± 0.0041`. Twice
 * its standard error, over the instances (by pairs, where the score is their mean), else over the repeats of each. Empty where one of the two
 * failed or was scored once.
 */
export function spreadOf(
  evaluation: Evaluation,
  from: Evaluation | null,
  { repeats }: Problem["definition"],
): string {
  if (evaluation.status !== "ok" || from?.status !== "ok") return "";
  // of the least or largest of several nothing is known by their deviation
  const isAverage = repeats?.rule === "mean" || repeats?.rule === "median";
  const error = errorByInstance(evaluation, from) ?? (isAverage ? errorByRepeat(evaluation, from) : null);
  return error === null || error === 0 ? "" : `difference known to ± ${showGain(2 * error)}`;
}

type Scored = Extract<Evaluation, { status: "ok" }>;

/** Standard error of the mean difference over instances; `null` where the scores are no means of them. */
function errorByInstance(child: Scored, parent: Scored): number | null {
  const [own, others] = [child.instances ?? [], parent.instances ?? []];
  if (own.length < LEAST || own.length !== others.length) return null;
  const isMean = ({ score }: Scored, list: readonly number[]): boolean =>
    objectiveOf("maximise").compared(mean(list), score) === "same";
  if (!isMean(child, own) || !isMean(parent, others)) return null;
  return deviation(own.map((score, at) => score - (others[at] as number))) / Math.sqrt(own.length);
}

/** Standard error of the difference of two scores that are each made of repeats; `null` where they are not. */
function errorByRepeat(child: Scored, parent: Scored): number | null {
  const variances = [child, parent].map(
    ({ metrics: { repeats = 0, scoreDeviation = Number.NaN } }) => scoreDeviation ** 2 / repeats,
  );
  const error = Math.sqrt(variances.reduce((sum, one) => sum + one, 0));
  return Number.isFinite(error) ? error : null;
}

/** Fewest instances over which a spread is stated. */
const LEAST = 4;
