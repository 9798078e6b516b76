import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { GalapagosError, type Json, type JsonObject, type NumberRecord } from "../../../core/index.ts";
import type { Problem, Scorer, ScorerContext } from "../../../problem/index.ts";
import { type Failure, failure } from "../../failures.ts";

/** Largest artifacts kept with a verdict, characters of JSON. */
const MAX_ARTIFACTS = 16 * 1024;

/** What a scorer said, checked: all numbers finite, −0 normalised to 0. */
export type Judgement =
  | {
      readonly status: "ok";
      readonly score: number;
      readonly metrics: NumberRecord;
      readonly privateMetrics?: NumberRecord;
      readonly features: NumberRecord;
      readonly artifacts?: JsonObject;
    }
  | Failure;

/** Imports the problem's scorer into this (trusted) realm. Throws `evaluate/scorer` when it cannot be used. */
export async function loadScorer(problem: Problem): Promise<Scorer> {
  const path = join(problem.folder, problem.definition.evaluator);
  let module: { readonly default?: unknown };
  try {
    module = (await import(pathToFileURL(path).href)) as { readonly default?: unknown };
  } catch (error) {
    throw new GalapagosError(`${path}: expected a module that can be imported, got: ${messageOf(error)}`, {
      code: "evaluate/scorer",
      hint: `Run it alone to see the error: node ${path}`,
    });
  }
  if (typeof module.default !== "function") {
    throw new GalapagosError(
      `${path}: expected a function as the default export, got ${typeof module.default}`,
      {
        code: "evaluate/scorer",
        hint: "Write: export default function score(outputs, context) { return { score: 0 }; }",
      },
    );
  }
  return module.default as Scorer;
}

/** Calls the scorer and checks what it returns; an exception or a malformed result is a failure of kind `scorer`. */
export async function judgeOutputs(
  scorer: Scorer,
  outputs: readonly Json[],
  context: ScorerContext,
): Promise<Judgement> {
  let result: unknown;
  try {
    result = await scorer(outputs, context);
  } catch (error) {
    return failure("error", "scorer", `the scorer threw: ${messageOf(error)}`);
  }
  if (result === null || typeof result !== "object") {
    return failure(
      "error",
      "scorer",
      `the scorer returned ${result === null ? "null" : typeof result}, expected { score }`,
    );
  }
  if ("invalid" in result && typeof result.invalid === "string")
    return failure("invalid", "rejected", result.invalid);
  const {
    score,
    metrics = {},
    features = {},
    privateMetrics = {},
    artifacts,
  } = result as { [name: string]: unknown };
  if (typeof score !== "number") {
    return failure(
      "error",
      "scorer",
      `the scorer returned a score of type ${typeof score}, expected a number`,
    );
  }
  if (Number.isNaN(score)) return failure("invalid", "nan", "the score is NaN");
  if (!Number.isFinite(score)) return failure("invalid", "infinite", `the score is ${score}`);
  const cleanMetrics = finiteRecord(metrics, "metric");
  if ("status" in cleanMetrics) return cleanMetrics;
  const cleanFeatures = finiteRecord(features, "feature");
  if ("status" in cleanFeatures) return cleanFeatures;
  const hidden = finiteRecord(privateMetrics, "private metric");
  if ("status" in hidden) return hidden;
  const verdict = {
    status: "ok" as const,
    score: score + 0,
    metrics: cleanMetrics.values,
    features: cleanFeatures.values,
    ...(Object.keys(hidden.values).length > 0 && { privateMetrics: hidden.values }),
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

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
