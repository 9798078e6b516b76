import { isObject, type Evaluation } from "../../core/index.ts";
import { FAILURE_KINDS } from "../failures.ts";

/**
 * True for a value that has the form of a verdict: whoever signs may still be of another version, or broken.
 */
export function isEvaluation(value: unknown): value is Evaluation {
  if (!isObject(value)) return false;
  const { status, kind, message, durationMs, level, engine, fuel, cpuMs } = value;
  const hasFacts =
    isNumber(durationMs) &&
    isNumber(level) &&
    typeof engine === "string" &&
    (fuel === undefined || isNumber(fuel)) &&
    (cpuMs === undefined || isNumber(cpuMs));
  if (!hasFacts || typeof kind !== "string" || typeof message !== "string" || message.length > 500)
    return false;
  if (status !== "ok") return Object.hasOwn(FAILURE_KINDS, String(status));
  const { score, metrics, features, privateMetrics, holdout } = value;
  return (
    kind === "ok" &&
    isNumber(score) &&
    isNumbers(metrics) &&
    isNumbers(features) &&
    (privateMetrics === undefined || isNumbers(privateMetrics)) &&
    (holdout === undefined || isNumber(holdout))
  );
}

function isNumber(value: unknown): value is number {
  return Number.isFinite(value);
}

function isNumbers(value: unknown): boolean {
  return isObject(value) && Object.values(value).every(isNumber);
}
