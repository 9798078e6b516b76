import { metrics, type Attributes, SpanKind, trace } from "@opentelemetry/api";
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from "@opentelemetry/sdk-metrics";
import {
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
  TracerProvider,
} from "@opentelemetry/sdk-trace";
import { afterAll, beforeAll, expect, it } from "vitest";
import { keepWorkers, run, type RunResult } from "../../src/index.ts";
import { keptWorkers } from "../support/kept-workers.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { SLOPE } from "./support.ts";

const resultsRoot = temporaryFolder("telemetry");
const workers = keptWorkers(keepWorkers);
const settings = {
  ...{
    workers,
    resultsRoot,
    seed: "1",
    islands: 2,
    evaluations: 12,
    inFlight: 2,
    migration: { interval: 3 },
  },
  models: [{ id: "m", model: "stand-in" }],
};

const spans = new InMemorySpanExporter();
const counted = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
const tracing = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter: spans })] });
const metering = new MeterProvider({ readers: [new PeriodicExportingMetricReader({ exporter: counted })] });
let [plain, listened]: RunResult[] = [];

beforeAll(async () => {
  plain = await run(SLOPE, { ...settings, name: "plain" });
  trace.setGlobalTracerProvider(tracing);
  metrics.setGlobalMeterProvider(metering);
  listened = await run(SLOPE, { ...settings, name: "listened" });
  await metering.forceFlush();
});

afterAll(async () => {
  trace.disable();
  metrics.disable();
  // other files of this process find it as it was
  Reflect.deleteProperty(globalThis, Symbol.for("opentelemetry.js.api.1"));
  await Promise.all([tracing.shutdown(), metering.shutdown()]);
});

const named = (name: string): readonly ReadableSpan[] =>
  spans.getFinishedSpans().filter((span) => span.name === name);

/** Values of a metric with what they are told apart by. */
function points(name: string): readonly { readonly attributes: Attributes; readonly value: unknown }[] {
  const scopes = counted.getMetrics().at(-1)?.scopeMetrics ?? [];
  return (
    scopes.flatMap((scope) => scope.metrics).find(({ descriptor }) => descriptor.name === name)?.dataPoints ??
    []
  );
}

it("changes nothing in what a run finds", () => {
  expect(listened?.digest).toBe(plain?.digest);
});

it("has one span for the sitting, which tells what was found, and an event for each best", () => {
  const [sitting, ...others] = named("evolve slope");
  expect(others).toEqual([]);
  expect(sitting?.attributes).toMatchObject({
    "galapagos.problem": "slope",
    "galapagos.islands": 2,
    "galapagos.evaluations": 12,
    "galapagos.score": listened?.best?.score,
  });
  const bests = sitting?.events.filter(({ name }) => name === "best") ?? [];
  expect(bests.at(-1)?.attributes?.["galapagos.score"]).toBe(listened?.best?.score);
});

it("has a span for each program that was scored, below the sitting's", () => {
  const [sitting] = named("evolve slope");
  const evaluations = named("evaluate");
  expect(evaluations.filter(({ attributes }) => attributes["galapagos.purpose"] === "verify")).toHaveLength(
    1,
  );
  expect(evaluations.length).toBeGreaterThan(5);
  for (const { parentSpanContext, attributes } of evaluations) {
    expect(parentSpanContext?.spanId).toBe(sitting?.spanContext().spanId);
    expect(attributes["galapagos.engine"]).toMatch(/^quickjs@/);
  }
});

it("has a client span for each request to a model, by the conventions for generative AI, without a word of it", () => {
  const calls = spans.getFinishedSpans().filter(({ kind }) => kind === SpanKind.CLIENT);
  expect(calls.length).toBe(listened?.calls);
  const answered = calls.filter(({ attributes }) => "gen_ai.response.model" in attributes);
  expect(answered.length).toBeGreaterThan(0);
  for (const { name, attributes } of answered) {
    expect(name).toBe("chat stand-in");
    expect(attributes).toMatchObject({ "gen_ai.operation.name": "chat", "gen_ai.request.model": "stand-in" });
    expect(attributes["gen_ai.usage.input_tokens"]).toBeGreaterThan(0);
    expect(JSON.stringify(attributes).length).toBeLessThan(1_000);
  }
  const failed = calls.filter(({ attributes }) => "error.type" in attributes);
  expect(answered.length + failed.length).toBe(calls.length);
});

it("counts steps by what came of them, and tokens by their kind", () => {
  const steps = points("galapagos.steps");
  expect(steps.reduce((sum, { value }) => sum + Number(value), 0)).toBe(12);
  expect(points("galapagos.best").at(-1)?.value).toBe(listened?.best?.score);
  const kinds = points("gen_ai.client.token.usage").map(({ attributes }) => attributes["gen_ai.token.type"]);
  expect(new Set(kinds)).toEqual(new Set(["input", "output"]));
});
