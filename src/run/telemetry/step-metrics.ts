import type { RunEvent } from "../../core/index.ts";
import type { TelemetryScope } from "./scope.ts";

/**
 * A listener that counts steps by island, operator and what came of them, and tells the best score so far.
 *
 * | metric | kind | unit |
 * |---|---|---|
 * | `galapagos.steps` | counter | `{step}` |
 * | `galapagos.evaluation.duration` | histogram | s |
 * | `galapagos.best` | gauge | the objective's own |
 */
export function stepMetrics({ meter }: TelemetryScope, problem: string): (event: RunEvent) => void {
  const steps = meter.createCounter("galapagos.steps", {
    description: "Results consumed by the islands.",
    unit: "{step}",
  });
  const durations = meter.createHistogram("galapagos.evaluation.duration", {
    description: "Wall time of one evaluation, as the evaluator measured it.",
    unit: "s",
  });
  const best = meter.createGauge("galapagos.best", {
    description: "Best score so far, in the objective's own unit.",
  });
  return (event) => {
    if (event.type === "best") best.record(event.score, { "galapagos.problem": problem });
    if (event.type !== "step") return;
    const { evaluation, operator, island, cached } = event.candidate;
    steps.add(1, {
      "galapagos.problem": problem,
      "galapagos.island": island,
      "galapagos.operator": operator,
      "galapagos.status": evaluation.status,
      "galapagos.inserted": event.inserted,
    });
    if (!cached) durations.record(evaluation.durationMs / 1000, { "galapagos.status": evaluation.status });
  };
}
