import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import { Archive, Grid } from "../islands/index.ts";
import { SELECTION_POLICIES } from "../islands/selection/index.ts";
import { resolveConfig } from "../src/config/index.ts";
import { type Elite, objectiveOf, randomStream, type RunEvent } from "../src/core/index.ts";
import { loadProblem, type Problem } from "../src/problem/index.ts";
import { resumeRun, startRun } from "../src/run/index.ts";
import { openRecord } from "../src/store/index.ts";
import type { BenchRow } from "./store.ts";

/**
 * A problem whose evaluation costs next to nothing; its programs have many numbers, so that mutation never
 * runs dry.
 */
function writeTrivialProblem(folder: string): void {
  const numbers = Array.from({ length: 24 }, (_, i) => ((i * 37) % 101) / 7).join(", ");
  writeFileSync(
    join(folder, "problem.json"),
    JSON.stringify({
      name: "trivial",
      description: "Numbers.",
      seed: "seed.js",
      entryPoint: "solve",
      evaluator: "evaluator.js",
      inputs: [null],
      objective: { direction: "maximise" },
      limits: { timeMs: 20, memoryMb: 16, outputKb: 16 },
      features: [
        { name: "mean", range: [-50, 50], bins: 20 },
        { name: "spread", range: [0, 100], bins: 20 },
      ],
    }),
  );
  writeFileSync(
    join(folder, "seed.js"),
    `export function solve() {\n  // EVOLVE-BLOCK-START\n  return [${numbers}];\n  // EVOLVE-BLOCK-END\n}\n`,
  );
  writeFileSync(
    join(folder, "evaluator.js"),
    `export default ([list]) => {
  if (!Array.isArray(list) || list.length === 0 || !list.every(Number.isFinite)) return { invalid: "no numbers" };
  const mean = list.reduce((a, b) => a + b, 0) / list.length;
  const spread = Math.max(...list) - Math.min(...list);
  return { score: -Math.abs(spread - mean * mean), features: { mean, spread } };
};\n`,
  );
}

/** Insert + select pairs per second on a 10,000-cell archive that took `before` insertions already. */
function benchArchive(before: number): number {
  const random = randomStream("bench-archive", before);
  const dimensions = [
    { name: "a", range: [0, 1] as const, bins: 100 },
    { name: "b", range: [0, 1] as const, bins: 100 },
  ];
  const archive = new Archive(Grid.create(dimensions), objectiveOf("maximise").order);
  const fingerprint = { text: "", tree: "" };
  const candidate = (step: number): Elite => ({
    island: 0,
    step,
    score: random.next() + step * 1e-7,
    features: { a: random.next(), b: random.next() },
    source: "",
    fingerprint,
    strategy: {},
  });
  for (let step = 0; step < before; step++) archive.insert(candidate(step));
  const pairs = 50_000;
  const candidates = Array.from({ length: pairs }, (_, i) => candidate(before + i));
  let kept = 0;
  const nothing = () => 0;
  const view = {
    ranking: archive.ranking,
    temperature: 0.2,
    direction: "maximise" as const,
    aims: [],
    stale: 0,
    visits: nothing,
    descendants: () => ({ born: 0, improved: 0 }),
    niche: nothing,
    hits: nothing,
  };
  const start = performance.now();
  for (const one of candidates) {
    archive.insert(one);
    kept += SELECTION_POLICIES.boltzmann.select(view, random);
  }
  const seconds = (performance.now() - start) / 1000;
  return kept < 0 ? 0 : pairs / seconds;
}

/** One run through the whole loop. */
interface LoopFigures {
  /** Steps per second over all, from the first result after the seeds to the last. */
  readonly perSecond: number;
  /** Steps per second over the first and the last tenth. */
  readonly first: number;
  readonly last: number;
  /** Largest resident set of the process with its island and store threads, bytes. */
  readonly peakBytes: number;
  readonly folder: string;
}

async function benchLoop(
  problem: Problem,
  root: string,
  islands: number,
  evaluations: number,
): Promise<LoopFigures> {
  const settings = { islands, evaluations, inFlight: 16, migration: { interval: 500 } };
  const times = new Float64Array(evaluations);
  let steps = 0;
  let peakBytes = 0;
  let folder = "";
  await startRun({
    problem,
    config: resolveConfig([{ origin: "bench", settings }]),
    resultsRoot: root,
    name: `loop-${islands}-${evaluations}`,
    onEvents(events: readonly RunEvent[]) {
      for (const event of events) {
        if (event.type === "run-started") folder = event.run;
        if (event.type === "step") times[steps++] = performance.now();
      }
      peakBytes = Math.max(peakBytes, process.memoryUsage.rss());
    },
  });
  const rate = (from: number, to: number): number =>
    ((to - from) / ((times[to] as number) - (times[from] as number))) * 1000;
  const tenth = Math.floor(evaluations / 10);
  return {
    perSecond: rate(islands, steps - 1),
    first: rate(islands, islands + tenth),
    last: rate(steps - 1 - tenth, steps - 1),
    peakBytes,
    folder,
  };
}

/** Resident set of a process that only runs to the given size, measured in a process of its own. */
async function benchBigRun(root: string, evaluations: number): Promise<LoopFigures> {
  const child = spawn(
    process.execPath,
    [fileURLToPath(import.meta.url), "--one", root, String(evaluations)],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  let text = "";
  for await (const chunk of child.stdout.setEncoding("utf8")) text += chunk;
  return JSON.parse(text) as LoopFigures;
}

async function benchResume(folder: string, problem: Problem, count: number): Promise<BenchRow[]> {
  const opening = performance.now();
  using opened = openRecord({ folder });
  const reader = opened.candidates;
  const checkpoint = reader.checkpoint(0);
  const openMs = performance.now() - opening;
  const start = performance.now();
  let startedMs = Number.NaN;
  let firstMs = Number.NaN;
  await resumeRun({
    folder,
    reload: async () => problem,
    budgets: { evaluations: count + 8 },
    onEvents(events) {
      for (const event of events) {
        if (event.type === "run-started") startedMs = performance.now() - start;
        if (event.type === "step" && Number.isNaN(firstMs)) firstMs = performance.now() - start;
      }
    },
  });
  const label = `${count} candidates`;
  return [
    { what: `${label}: open and read a checkpoint (step ${checkpoint?.step})`, value: openMs, unit: "ms" },
    { what: `${label}: resume to the first event (evaluator started)`, value: startedMs, unit: "ms" },
    { what: `${label}: resume to the first step`, value: firstMs, unit: "ms" },
  ];
}

/** Measures islands and the whole loop, one line after the other; temporary folders are removed. */
export async function* benchIslands(sizes: readonly number[]): AsyncGenerator<BenchRow> {
  const root = mkdtempSync(join(tmpdir(), "galapagos-bench-"));
  try {
    for (const before of [1e2, 1e3, 1e4, 1e6]) {
      const value = benchArchive(before);
      yield { what: `archive, after ${before} insertions`, value, unit: "insert+select/s" };
    }
    writeTrivialProblem(root);
    const problem = await loadProblem(root);
    for (const islands of [1, 2, 4]) {
      const { perSecond } = await benchLoop(problem, join(root, "results"), islands, 6000);
      const what = `whole loop, ${islands} island${islands > 1 ? "s" : ""}`;
      yield { what, value: perSecond, unit: "steps/s" };
    }
    for (const size of sizes) {
      const run = await benchBigRun(root, size);
      const loop = `whole loop of ${size}`;
      yield { what: `${loop}: first tenth`, value: run.first, unit: "steps/s" };
      yield { what: `${loop}: last tenth`, value: run.last, unit: "steps/s" };
      const peak = run.peakBytes / 2 ** 20;
      yield { what: `${loop}: peak memory without the evaluator`, value: peak, unit: "MiB" };
      yield* await benchResume(run.folder, problem, size);
    }
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** Prints the table, each line as soon as it is measured. */
export async function runIslandsBench(sizes: readonly number[]): Promise<void> {
  for await (const { what, value, unit } of benchIslands(sizes)) {
    console.log(`${what.padEnd(62)} ${value.toPrecision(4).padStart(9)} ${unit}`);
  }
}

// started by `benchBigRun`: one run, alone in its process, its figures on standard output
if (process.argv[2] === "--one" && import.meta.filename === process.argv[1]) {
  const [root = "", evaluations = ""] = process.argv.slice(3);
  const figures = await benchLoop(await loadProblem(root), join(root, "results"), 2, Number(evaluations));
  console.log(JSON.stringify(figures));
}
