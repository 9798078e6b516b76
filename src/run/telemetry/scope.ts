import type { Context, Meter, Tracer } from "@opentelemetry/api";

/** OpenTelemetry's API with the place of a sitting in it. */
export interface TelemetryScope {
  readonly api: typeof import("@opentelemetry/api");
  readonly tracer: Tracer;
  readonly meter: Meter;
  /** The sitting's span, as the context of what happens in it. */
  readonly parent: Context;
}
