import { given, type Json, type JsonObject, type NumberRecord, guarded } from "../../../core/index.ts";
import type { ScorerContext, Simulation } from "../../../problem/index.ts";
import { type Failure, failure } from "../../failures.ts";
import { describeError } from "./error-place.ts";
import { ScorerFailure } from "./scorer-failure.ts";

/** A scorer's result, checked: all numbers finite, −0 normalised to 0. */
export type Judgement =
  | {
      readonly status: "ok";
      readonly score: number;
      readonly metrics: NumberRecord;
      readonly privateMetrics?: NumberRecord;
      readonly instances?: readonly number[];
      readonly features: NumberRecord;
      readonly artifacts?: JsonObject;
    }
  | Failure;

/** A scorer as it is called, wherever it runs; nothing that it returns has been checked. */
export type ScorerCall = (outputs: readonly Json[], context: ScorerContext) => unknown;

/** A scorer, and what has to be known of it to tell of its failures. */
export interface ScorerHouse {
  readonly call: ScorerCall;
  /** Steps policies through an episode; `null` where programs are no policies. */
  readonly simulate: Simulation | null;
  /** Absolute path of the problem's folder. */
  readonly folder: string;
  /** Gets what it prints. */
  readonly keep: (text: string) => void;
}

/**
 * Calls the scorer and checks what it returns; an exception or a malformed result is a failure of kind
 * `scorer`.
 */
export async function judgeOutputs(
  { call, folder, keep }: ScorerHouse,
  outputs: readonly Json[],
  context: ScorerContext,
): Promise<Judgement> {
  let result: unknown;
  try {
    result = await guarded(keep, () => call(outputs, context));
  } catch (error) {
    if (error instanceof ScorerFailure) return error.failure;
    return failure("error", "scorer", `the scorer threw: ${describeError(error, folder)}`);
  }
  return judgementOf(result);
}

/** A scorer's result as a judgement; a malformed one is a failure. */
function judgementOf(result: unknown): Judgement {
  if (result === null || typeof result !== "object") {
    const came = result === null ? "null" : typeof result;
    return failure("error", "scorer", `the scorer returned ${came}, expected { score }`);
  }
  if ("invalid" in result && typeof result.invalid === "string")
    return failure("invalid", "rejected", result.invalid);
  const {
    score,
    metrics = {},
    features = {},
    privateMetrics = {},
    instances,
    artifacts,
  } = result as { [name: string]: unknown };
  if (typeof score !== "number") {
    const what = `a score of type ${typeof score}, expected a number`;
    return failure("error", "scorer", `the scorer returned ${what}`);
  }
  if (Number.isNaN(score)) return failure("invalid", "nan", "the score is NaN");
  if (!Number.isFinite(score)) return failure("invalid", "infinite", `the score is ${score}`);
  const cleanMetrics = finiteRecord(metrics, "metric");
  if ("status" in cleanMetrics) return cleanMetrics;
  const cleanFeatures = finiteRecord(features, "feature");
  if ("status" in cleanFeatures) return cleanFeatures;
  const hidden = finiteRecord(privateMetrics, "private metric");
  if ("status" in hidden) return hidden;
  const each = instances === undefined ? { list: undefined } : instanceScores(instances);
  if ("status" in each) return each;
  const verdict = {
    status: "ok" as const,
    score: score + 0,
    metrics: cleanMetrics.values,
    features: cleanFeatures.values,
    ...(Object.keys(hidden.values).length > 0 && { privateMetrics: hidden.values }),
    ...given({ instances: each.list }),
  };
  const shown = boundedArtifacts(artifacts);
  return shown === undefined ? verdict : { ...verdict, artifacts: shown };
}

function finiteRecord(value: unknown, what: string): { readonly values: NumberRecord } | Failure {
  if (value === null || typeof value !== "object") {
    return failure("error", "scorer", `the scorer returned ${what}s that are not an object`);
  }
  const values: { [name: string]: number } = {};
  for (const [name, number] of Object.entries(value)) {
    if (typeof number !== "number")
      return failure("error", "scorer", `${what} ${name} is a ${typeof number}, expected a number`);
    if (Number.isNaN(number)) return failure("invalid", "nan", `${what} ${name} is NaN`);
    if (!Number.isFinite(number)) return failure("invalid", "infinite", `${what} ${name} is ${number}`);
    values[name] = number + 0;
  }
  return { values };
}

/** Scores by instance, checked. */
function instanceScores(value: unknown): { readonly list: readonly number[] } | Failure {
  if (!Array.isArray(value) || value.length === 0 || value.length > MAX_INSTANCES) {
    const said = `instances that are no list of 1 to ${MAX_INSTANCES} numbers`;
    return failure("error", "scorer", `the scorer returned ${said}`);
  }
  for (const [at, score] of value.entries()) {
    if (typeof score !== "number")
      return failure("error", "scorer", `instance ${at} is a ${typeof score}, expected a number`);
    if (Number.isNaN(score)) return failure("invalid", "nan", `instance ${at} is NaN`);
    if (!Number.isFinite(score)) return failure("invalid", "infinite", `instance ${at} is ${score}`);
  }
  return { list: value.map((score: number) => score + 0) };
}

/** Most instances of a verdict. */
const MAX_INSTANCES = 1000;

/** Artifacts as plain JSON of bounded size; larger ones are replaced by a note. */
function boundedArtifacts(artifacts: unknown): JsonObject | undefined {
  if (artifacts === null || typeof artifacts !== "object" || Array.isArray(artifacts)) return undefined;
  let text: string;
  try {
    text = JSON.stringify(artifacts);
  } catch {
    return { note: "the scorer's artifacts could not be written as JSON" };
  }
  if (text.length > MAX_ARTIFACTS) return { note: `artifacts of ${text.length} characters were left out` };
  return JSON.parse(text) as JsonObject;
}

/** Largest artifacts kept with a verdict, characters of JSON. */
const MAX_ARTIFACTS = 16 * 1024;
