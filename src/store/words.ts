import type { Candidate, Evaluation, JsonObject, NumberRecord, Scored } from "../core/index.ts";

/**
 * The parts of a candidate that only a person or one step asks for: metrics (the private ones apart),
 * artifacts, message, note and strategy. A list, so that no names are kept; `null` for what a verdict does
 * not have.
 */
export type Words = readonly [
  metrics: NumberRecord | null,
  privateMetrics: NumberRecord | null,
  artifacts: JsonObject | null,
  message: string,
  note: string,
  strategy: JsonObject,
];

/** The words of a candidate. */
export function wordsOf({ evaluation, note, strategy }: Candidate): Words {
  const { artifacts = null, message } = evaluation;
  const scored = evaluation.status === "ok" ? evaluation : null;
  return [scored?.metrics ?? null, scored?.privateMetrics ?? null, artifacts, message, note, strategy];
}

/** The metrics of a scored candidate. */
export function metricsIn([metrics, privateMetrics]: Words): Pick<Scored, "metrics" | "privateMetrics"> {
  return { metrics: metrics ?? {}, ...(privateMetrics !== null && { privateMetrics }) };
}

/** The artifacts of a verdict, where it has any. */
export function artifactsIn([, , artifacts]: Words): Pick<Evaluation, "artifacts"> {
  return artifacts === null ? {} : { artifacts };
}
