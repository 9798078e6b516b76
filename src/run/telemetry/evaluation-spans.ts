import type { Evaluator } from "../../evaluate/index.ts";
import type { TelemetryScope } from "./scope.ts";

/** An evaluator with a span for each evaluation: how long it took, what came of it, where it ran. */
export function tracedEvaluator(evaluator: Evaluator, { api, tracer, parent }: TelemetryScope): Evaluator {
  return {
    ...evaluator,
    async evaluate(request, signal) {
      const span = tracer.startSpan(
        "evaluate",
        { attributes: { "galapagos.purpose": request.purpose ?? "search" } },
        parent,
      );
      try {
        const verdict = await evaluator.evaluate(request, signal);
        span.setAttributes({
          "galapagos.status": verdict.status,
          "galapagos.sandbox.level": verdict.level,
          "galapagos.engine": verdict.engine,
          ...(verdict.status === "ok"
            ? { "galapagos.score": verdict.score }
            : { "error.type": verdict.kind }),
        });
        return verdict;
      } catch (error) {
        span.setStatus({ code: api.SpanStatusCode.ERROR, message: String(error) });
        throw error;
      } finally {
        span.end();
      }
    },
  };
}
