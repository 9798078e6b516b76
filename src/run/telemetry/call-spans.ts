import type { Attributes, Span } from "@opentelemetry/api";
import type { GatewayEvent, ModelDefinition, Reply, TransportFailure } from "../../llm/index.ts";
import { callKeyText } from "../../llm/index.ts";
import type { TelemetryScope } from "./scope.ts";

/**
 * A listener that makes a client span of each request to a model, and measures tokens and durations, by
 * OpenTelemetry's semantic conventions for generative AI (`gen_ai.*`, version 1.37). What was asked and
 * answered is not in them.
 */
export function tracedCalls(
  { api, tracer, meter, parent }: TelemetryScope,
  models: readonly Pick<ModelDefinition, "id" | "model" | "baseUrl">[],
): (event: GatewayEvent) => void {
  const tokens = meter.createHistogram("gen_ai.client.token.usage", { unit: "{token}" });
  const durations = meter.createHistogram("gen_ai.client.operation.duration", { unit: "s" });
  const facts = new Map(models.map((model) => [model.id, requestAttributes(model)]));
  const open = new Map<string, { readonly span: Span; readonly begunMs: number }>();
  return (event) => {
    if (event.type !== "sent" && event.type !== "tried") return;
    const id = `${callKeyText(event.key)}#${event.tryNumber}`;
    const asked = facts.get(event.model) ?? { "gen_ai.operation.name": "chat" };
    if (event.type === "sent") {
      const attributes = {
        ...asked,
        "galapagos.call": callKeyText(event.key),
        "galapagos.try": event.tryNumber,
      };
      const name = `chat ${asked["gen_ai.request.model"] ?? event.model}`;
      const span = tracer.startSpan(name, { kind: api.SpanKind.CLIENT, attributes }, parent);
      open.set(id, { span, begunMs: performance.now() });
      return;
    }
    const begun = open.get(id);
    if (begun === undefined) return;
    open.delete(id);
    const { end } = event;
    begun.span.setAttributes(endAttributes(end));
    if (end.status === "failed") begun.span.setStatus({ code: api.SpanStatusCode.ERROR, message: end.kind });
    begun.span.end();
    const failed = end.status === "failed" ? { "error.type": end.kind } : {};
    durations.record((performance.now() - begun.begunMs) / 1000, { ...asked, ...failed });
    if (end.status === "failed" || end.usage === null) return;
    tokens.record(end.usage.promptTokens, { ...asked, "gen_ai.token.type": "input" });
    tokens.record(end.usage.completionTokens, { ...asked, "gen_ai.token.type": "output" });
  };
}

function requestAttributes({ model, baseUrl }: Pick<ModelDefinition, "model" | "baseUrl">): Attributes {
  const { hostname, port, protocol } = new URL(baseUrl);
  return {
    "gen_ai.operation.name": "chat",
    // the protocol that is spoken, whoever speaks it
    "gen_ai.provider.name": "openai",
    "gen_ai.request.model": model,
    "server.address": hostname,
    "server.port": Number(port) || (protocol === "https:" ? 443 : 80),
  };
}

function endAttributes(end: Reply | TransportFailure): Attributes {
  if (end.status === "failed")
    return {
      "error.type": end.kind,
      ...(end.httpStatus !== null && { "http.response.status_code": end.httpStatus }),
    };
  return {
    "gen_ai.response.model": end.servedBy,
    "gen_ai.response.finish_reasons": [end.finishReason],
    ...(end.usage !== null && {
      "gen_ai.usage.input_tokens": end.usage.promptTokens,
      "gen_ai.usage.output_tokens": end.usage.completionTokens,
    }),
    ...(end.costNanoUsd !== null && { "galapagos.cost.usd": end.costNanoUsd / 1e9 }),
  };
}
