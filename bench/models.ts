import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { resolveConfig } from "../src/config/index.ts";
import { type JsonObject, median } from "../src/core/index.ts";
import { createModelClient, defineModel, systemClock } from "../src/llm/index.ts";
import { createOfflineMutator, type StandInLatency, startStandIn } from "../src/stand-in/index.ts";
import { loadProblem } from "../src/problem/index.ts";
import { startRun } from "../src/run/index.ts";

/**
 * Steps per second of a run with a model: against a server without latency, and against one with lognormal
 * latency (p99 = 20 × median), where results enter in step order; beside it what the same endpoint gives when
 * nobody keeps any order.
 */
export async function runModelsBench(steps = 240): Promise<void> {
  const zero = await stepsPerSecond(steps, 8, null);
  console.log(`models: ${zero.perSecond.toFixed(1)} steps/s without latency (1 call a step, ${steps} steps)`);
  const latency = { medianMs: 100, p99Ratio: 20 };
  const free = await unordered(steps, latency);
  console.log(
    `models: ${free.toFixed(1)} calls/s in no order, ${CONCURRENCY} at once, median 100 ms, p99 2 s`,
  );
  for (const inFlight of [8, 32, 64, 128]) {
    const { perSecond, rssMb } = await stepsPerSecond(steps, inFlight, latency);
    const share = ((100 * perSecond) / free).toFixed(0);
    console.log(
      `models: ${perSecond.toFixed(1)} steps/s in step order, inFlight ${inFlight}: ${share} % of that, ${rssMb} MB resident`,
    );
  }
}

/**
 * Resident memory of a long run against a server without latency, in one process with the islands' threads
 * and the server: the median of each tenth of the run, and how much it grows over the second half.
 */
export async function runModelsMemoryBench(steps = 10_000): Promise<void> {
  const samples: { readonly step: number; readonly mb: number }[] = [];
  let seen = 0;
  const { perSecond } = await stepsPerSecond(steps, 8, null, (count) => {
    seen += count;
    if (seen % 10 < count) samples.push({ step: seen, mb: process.memoryUsage().rss / 2 ** 20 });
  });
  const medians = Array.from({ length: 10 }, (_, tenth) => {
    const own = samples.filter(({ step }) => Math.ceil((10 * step) / (steps + 1)) === tenth + 1);
    return median(own.map(({ mb }) => mb));
  });
  const [half = Number.NaN, last = Number.NaN] = [medians[4], medians[9]];
  console.log(
    `models: ${steps} steps without latency, ${perSecond.toFixed(1)} steps/s, resident MB by tenths:`,
  );
  console.log(`models: ${medians.map((mb) => mb.toFixed(0)).join(" ")}`);
  console.log(
    `models: from the middle to the end ${(last - half).toFixed(0)} MB (${((100 * (last - half)) / half).toFixed(1)} %)`,
  );
}

async function stepsPerSecond(
  steps: number,
  inFlight: number,
  latency: StandInLatency | null,
  onSteps: (count: number) => void = () => {},
): Promise<{ perSecond: number; rssMb: number }> {
  const server = await startStandIn({
    mutate: createOfflineMutator(),
    ...(latency === null ? {} : { latency }),
  });
  const root = mkdtempSync(join(tmpdir(), "galapagos-bench-"));
  try {
    const limits = latency === null ? {} : { limits: { concurrency: CONCURRENCY } };
    const model: JsonObject = { model: "bench", baseUrl: server.url, price: "free", ...limits };
    const alone = { planner: false, summarizer: false, rounds: 1, repairs: 0 };
    const directed = { calls: "plan", executor: "chat", ...alone };
    const settings = { islands: 1, inFlight, evaluations: steps + 1, models: [model], directed };
    const config = resolveConfig([{ origin: "bench", settings }]);
    let first = 0;
    let last = 0;
    await startRun({
      problem: await loadProblem("circle-packing"),
      config,
      resultsRoot: root,
      onEvents: (events) => {
        const count = events.filter(({ type }) => type === "step").length;
        if (count === 0) return;
        onSteps(count);
        last = performance.now();
        if (first === 0) first = last;
      },
    });
    return {
      perSecond: steps / ((last - first) / 1000),
      rssMb: Math.round(process.memoryUsage().rss / 2 ** 20),
    };
  } finally {
    await server.close();
    rmSync(root, { recursive: true, force: true });
  }
}

/** Calls per second when each of the endpoint's places is filled as soon as it is free. */
async function unordered(calls: number, latency: StandInLatency): Promise<number> {
  const server = await startStandIn({ mutate: createOfflineMutator(), latency });
  try {
    const model = defineModel({ model: "bench", baseUrl: server.url, price: "free" });
    const client = createModelClient(model, null, systemClock);
    const { signal } = new AbortController();
    const startedMs = performance.now();
    let next = 0;
    await Promise.all(
      Array.from({ length: CONCURRENCY }, async () => {
        while (next < calls) {
          const text = `Say something about step ${next++}.\nAnswer format: text`;
          await client.send({ model: "bench", messages: [{ role: "user", text }] }, signal);
        }
      }),
    );
    return calls / ((performance.now() - startedMs) / 1000);
  } finally {
    await server.close();
  }
}

/** Calls that the endpoint takes at once. */
const CONCURRENCY = 8;
