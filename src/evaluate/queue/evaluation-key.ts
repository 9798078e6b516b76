import { sha256 } from "../../core/index.ts";
import type { Job } from "../job.ts";

/**
 * Name of an evaluation by everything that its verdict depends on, as 40 hex digits: equal ones are carried
 * out once. What must happen anew each time, a measurement or a look at how a verdict comes about, has a name
 * of its own.
 *
 * @param only - distinguishes evaluations that equal each other; the empty text where they need not be told
 * apart
 */
export function evaluationKey({ source, problem, seed, purpose, baseline, answers }: Job, only = ""): string {
  const parts = [source, problem, seed, purpose, baseline, only, ...(answers ?? [])];
  return sha256(JSON.stringify(parts)).slice(0, 40);
}

/** Name of a second try at an evaluation, on another machine. */
export function againKey(key: string): string {
  return `${key.slice(0, 38)}~1`;
}
