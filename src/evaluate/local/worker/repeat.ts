import { deviation, given, halfWidthOfMean, mean, median, type NumberRecord } from "../../../core/index.ts";
import type { Repeats } from "../../../problem/index.ts";
import { failure } from "../../failures.ts";
import type { Judgement } from "./scorer.ts";

type Verdict = Extract<Judgement, { status: "ok" }>;

/** Repeats before a tolerance may end them. */
const AT_LEAST = 4;

const RULES = {
  mean,
  median,
  min: (values: readonly number[]) => Math.min(...values),
  max: (values: readonly number[]) => Math.max(...values),
} as const;

/**
 * Scores a program several times and makes one verdict of it: the score by the rule; metrics and features as
 * means; the artifacts of the first. Ends at the first failure, and early where the mean is known well
 * enough: both follow from program and seed alone. Adds the metrics `repeats` and, unless it overflows,
 * `scoreDeviation`.
 *
 * @param judge - scores one repeat, counted from 0
 */
export async function repeatScoring(
  { count, rule, tolerance }: Repeats,
  judge: (repeat: number) => Promise<Judgement>,
): Promise<Judgement> {
  const verdicts: Verdict[] = [];
  const scores: number[] = [];
  while (verdicts.length < count) {
    const verdict = await judge(verdicts.length);
    if (verdict.status !== "ok") return verdict;
    verdicts.push(verdict);
    scores.push(verdict.score);
    if (tolerance !== null && scores.length >= AT_LEAST && halfWidthOfMean(scores) <= tolerance) break;
  }
  const [first] = verdicts as [Verdict];
  const score = RULES[rule](scores);
  const metrics = meanOf(verdicts.map((verdict) => verdict.metrics));
  const features = meanOf(verdicts.map((verdict) => verdict.features));
  const privateMetrics =
    first.privateMetrics && meanOf(verdicts.map((verdict) => verdict.privateMetrics ?? {}));
  const instances = meanByInstance(verdicts.map((verdict) => verdict.instances));
  // each repeat was finite, yet sums of very large numbers overflow
  for (const [name, value] of Object.entries({
    ...instances,
    ...privateMetrics,
    ...features,
    ...metrics,
    score,
  })) {
    if (!Number.isFinite(value))
      return failure("invalid", "infinite", `${name} is ${value} over ${scores.length} repeats`);
  }
  const scoreDeviation = deviation(scores);
  const { instances: _first, ...told } = first;
  return {
    ...told,
    ...given({ instances }),
    score,
    metrics: {
      ...metrics,
      repeats: scores.length,
      ...(Number.isFinite(scoreDeviation) && { scoreDeviation }),
    },
    features,
    ...(privateMetrics && { privateMetrics }),
  };
}

/** Means by instance; nothing unless every repeat tells as many. */
function meanByInstance(lists: readonly (readonly number[] | undefined)[]): readonly number[] | undefined {
  const [first] = lists;
  if (first === undefined || lists.some((list) => list?.length !== first.length)) return undefined;
  return first.map((_, at) => mean(lists.map((list) => list?.[at] as number)));
}

/** Means by name, over the records that have it. */
function meanOf(records: readonly NumberRecord[]): NumberRecord {
  const values: { [name: string]: number[] } = Object.create(null);
  for (const record of records) {
    for (const [name, value] of Object.entries(record)) {
      values[name] ??= [];
      values[name].push(value);
    }
  }
  return Object.fromEntries(Object.entries(values).map(([name, list]) => [name, mean(list)]));
}
