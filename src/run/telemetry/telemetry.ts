import type { RunEvent } from "../../core/index.ts";
import type { Evaluator } from "../../evaluate/index.ts";
import type { GatewayEvent } from "../../llm/index.ts";
import { modelsOf } from "../../operators/index.ts";
import type { RunSummary } from "../summary.ts";
import type { Sitting, SittingOptions } from "../sitting/sitting.ts";
import { tracedCalls } from "./call-spans.ts";
import { tracedEvaluator } from "./evaluation-spans.ts";
import { stepMetrics } from "./step-metrics.ts";

/**
 * Spans and metrics of one sitting, for whatever tracker the user's process sends them to. They tell only
 * what is on record, are in no decision, and hold no program, prompt, reply or key.
 */
interface Telemetry {
  /** The sitting's evaluator, with a span for each evaluation. */
  readonly evaluator: Evaluator;
  readonly onEvents: (events: readonly RunEvent[]) => void;
  readonly onCall: (event: GatewayEvent) => void;
  readonly ended: (summary: RunSummary) => void;
  readonly failed: (error: unknown) => void;
}

/** Where OpenTelemetry's API keeps the SDK that a process registered (its own key, one for all copies of it). */
const REGISTERED = Symbol.for("opentelemetry.js.api.1");

/**
 * Carries a sitting out under a span of its own. Where the process has registered no OpenTelemetry SDK,
 * nothing is loaded and nothing measured.
 *
 * @param work - given the sitting to carry out, and whom to tell of calls to models
 */
export async function underTelemetry(
  sitting: Sitting,
  work: (sitting: Sitting, onCall?: Telemetry["onCall"]) => Promise<RunSummary>,
): Promise<RunSummary> {
  if (!(REGISTERED in globalThis)) return work(sitting);
  const { evaluator, onEvents, onCall, ended, failed } = await openTelemetry(sitting);
  const options: SittingOptions = {
    ...sitting.options,
    onEvents(events) {
      onEvents(events);
      sitting.options.onEvents?.(events);
    },
  };
  try {
    const summary = await work({ ...sitting, evaluator, options }, onCall);
    ended(summary);
    return summary;
  } catch (error) {
    failed(error);
    throw error;
  }
}

async function openTelemetry(sitting: Sitting): Promise<Telemetry> {
  const api = await import("@opentelemetry/api");
  const { record, location, resumed } = sitting;
  const { definition } = record.problem;
  const tracer = api.trace.getTracer("galapagos");
  const meter = api.metrics.getMeter("galapagos");
  const span = tracer.startSpan(`evolve ${definition.name}`, {
    attributes: {
      "galapagos.problem": definition.name,
      "galapagos.run": location.folder,
      "galapagos.seed": record.config.seed,
      "galapagos.islands": record.config.islands,
      "galapagos.resumed": resumed,
    },
  });
  const scope = { api, tracer, meter, parent: api.trace.setSpan(api.context.active(), span) };
  const onStep = stepMetrics(scope, definition.name);
  return {
    evaluator: tracedEvaluator(sitting.evaluator, scope),
    onEvents(events) {
      for (const event of events) {
        onStep(event);
        if (event.type === "best")
          span.addEvent("best", {
            "galapagos.candidate": event.id,
            "galapagos.score": event.score,
            "galapagos.operator": event.operator,
          });
        else if (event.type === "warning") span.addEvent("warning", { message: event.message });
      }
    },
    onCall: tracedCalls(scope, modelsOf(record.config)),
    ended({ best, evaluations }) {
      span.setAttribute("galapagos.evaluations", evaluations);
      if (best !== null) span.setAttribute("galapagos.score", best.score);
      span.end();
    },
    failed(error) {
      span.setStatus({ code: api.SpanStatusCode.ERROR, message: String(error) });
      span.end();
    },
  };
}
