import type { Candidate, Evaluation, Json, JsonObject, NumberRecord, Scored } from "../core/index.ts";

/**
 * The parts of a candidate that only a person or one step asks for: metrics (the private ones apart),
 * artifacts, message, note and strategy, then the scores by instance, the time of the processor, the
 * construction, the most fuel of one input and the score without a start, where there are any. A list, so that no names
 * are kept; `null` for what a verdict does not have, and as the last for no score.
 */
export type Words = readonly [
  metrics: NumberRecord | null,
  privateMetrics: NumberRecord | null,
  artifacts: JsonObject | null,
  message: string,
  note: string,
  strategy: JsonObject,
  instances?: readonly number[] | null,
  cpuMs?: number | null,
  construction?: Json,
  mostFuel?: number | null,
  afresh?: number | null,
];

/** The words of a candidate. */
export function wordsOf({ evaluation, note, strategy }: Candidate): Words {
  const { artifacts = null, message } = evaluation;
  const scored = evaluation.status === "ok" ? evaluation : null;
  const words = [
    scored?.metrics ?? null,
    scored?.privateMetrics ?? null,
    artifacts,
    message,
    note,
    strategy,
  ] as const;
  const { afresh, cpuMs, mostFuel } = evaluation;
  const known = [scored?.instances ?? null, cpuMs ?? null, scored?.construction ?? null] as const;
  if (afresh !== undefined) return [...words, ...known, mostFuel ?? null, afresh];
  if (mostFuel !== undefined) return [...words, ...known, mostFuel];
  if (scored?.construction !== undefined) return [...words, ...known];
  if (cpuMs !== undefined) return [...words, scored?.instances ?? null, cpuMs];
  return scored?.instances === undefined ? words : [...words, scored.instances];
}

/** The metrics of a scored candidate, its scores by instance, and what it constructed. */
export function metricsIn([metrics, privateMetrics, , , , , instances, , construction]: Words): Pick<
  Scored,
  "metrics" | "privateMetrics" | "instances" | "construction"
> {
  return {
    metrics: metrics ?? {},
    ...(privateMetrics !== null && { privateMetrics }),
    ...(Array.isArray(instances) && instances.every(Number.isFinite) && { instances }),
    ...(construction !== undefined && construction !== null && { construction }),
  };
}

/** The artifacts of a verdict, its time of the processor, its most fuel and its score without a start, where it has any. */
export function factsIn([, , artifacts, , , , , cpuMs, , mostFuel, afresh]: Words): Pick<
  Evaluation,
  "artifacts" | "cpuMs" | "mostFuel" | "afresh"
> {
  return {
    ...(artifacts !== null && { artifacts }),
    ...(typeof cpuMs === "number" && Number.isFinite(cpuMs) && { cpuMs }),
    ...(typeof mostFuel === "number" && Number.isFinite(mostFuel) && { mostFuel }),
    ...((afresh === null || Number.isFinite(afresh)) && { afresh }),
  };
}
