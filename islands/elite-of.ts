import type { Aim, Candidate, Elite, Scored } from "../src/core/index.ts";

/**
 * The elite that a scored candidate would be.
 *
 * @param aims - the problem's objectives, where there are several: its values are metrics
 */
export function eliteOf(
  candidate: Candidate,
  {
    score,
    features,
    fuel,
    metrics,
    instances,
  }: Pick<Scored, "score" | "features" | "fuel" | "metrics" | "instances">,
  aims: readonly Aim[],
): Elite {
  const { island, step, source, fingerprint, strategy } = candidate;
  return {
    island,
    step,
    score,
    features,
    ...(fuel && { fuel }),
    ...(aims.length > 1 && { values: valuesOf({ metrics }, aims) }),
    ...(instances && { instances }),
    source,
    fingerprint,
    strategy,
  };
}

/** The values of a verdict on some objectives; a metric that is missing stands at its reference. */
export function valuesOf({ metrics }: Pick<Scored, "metrics">, aims: readonly Aim[]): readonly number[] {
  return aims.map(({ name, reference }) => metrics[name] ?? reference);
}
