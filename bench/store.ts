import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { type Candidate, candidateId, randomStream, shortHash } from "../src/core/index.ts";
import { openRecord, openStore, type StoreWriter } from "../src/store/index.ts";

/** One line of the table. */
export interface BenchRow {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
}

/** Length of a typical evolved program, characters. */
const PROGRAM_LENGTH = 3_000;
const ISLANDS = 4;

/** A candidate of the size that a real run records; every ninth one failed. */
function sample(island: number, step: number): Candidate {
  const random = randomStream("bench-store", island, step);
  const line = () => `  const value${random.int(1000)} = ${random.next()} * Math.hypot(x, y);\n`;
  let source = "export function pack() {\n";
  while (source.length < PROGRAM_LENGTH) source += line();
  const facts = {
    durationMs: random.next() * 20,
    level: 1,
    engine: "quickjs@2025-09-13",
    fuel: random.int(1e6),
  } as const;
  return {
    island,
    step,
    source,
    fingerprint: { text: shortHash(source), tree: shortHash(`tree ${source}`) },
    parents: step === 0 ? [] : [candidateId(island, random.int(step)), candidateId(island, random.int(step))],
    operator: step === 0 ? "seed" : "mutate",
    note: "number 0.3 → 0.41 (line 12)",
    strategy: { sigma: random.next(), rates: [random.next(), random.next()] },
    cached: false,
    evaluation:
      step % 9 === 8
        ? { ...facts, status: "error", kind: "threw", message: "TypeError: x is not a function" }
        : {
            ...facts,
            status: "ok",
            kind: "ok",
            score: random.next(),
            metrics: { area: random.next(), spread: random.next() },
            features: { length: source.length, spread: random.next() },
            message: "",
          },
  };
}

/**
 * Records `count` candidates, `batch` per call, with up to `inFlight` calls unanswered; returns records per
 * second.
 */
async function fill(
  store: StoreWriter,
  from: number,
  count: number,
  batch: number,
  inFlight: number,
): Promise<number> {
  const writes = Array.from({ length: count }, (_, index) => ({
    type: "candidate" as const,
    candidate: sample((from + index) % ISLANDS, Math.floor((from + index) / ISLANDS)),
  }));
  const start = performance.now();
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < count) {
      const at = next;
      next += batch;
      await store.write(writes.slice(at, at + batch));
    }
  };
  await Promise.all(Array.from({ length: inFlight }, lane));
  return (count / (performance.now() - start)) * 1000;
}

function timed<T>(run: () => T): [T, number] {
  const start = performance.now();
  const result = run();
  return [result, performance.now() - start];
}

/** Writing: durable records per second by calls in flight and records per call. */
async function benchWriting(folder: string): Promise<BenchRow[]> {
  const store = await openStore({ folder });
  const rows: BenchRow[] = [];
  let written = 0;
  for (const [batch, inFlight, count] of [
    [1, 1, 500],
    [1, 4, 2000],
    [1, 16, 4000],
    [16, 4, 8000],
    [64, 4, 16000],
  ] as const) {
    const rate = await fill(store, written, count, batch, inFlight);
    written += count;
    rows.push({
      what: `record, ${batch} per call, ${inFlight} calls in flight`,
      value: rate,
      unit: "records/s",
    });
  }
  await store.close();
  return rows;
}

/** Reading: what opening and resuming a run of `count` candidates takes. */
async function benchReading(folder: string, count: number): Promise<BenchRow[]> {
  const store = await openStore({ folder });
  const chunk = 20_000;
  for (let from = 0; from < count; from += chunk)
    await fill(store, from, Math.min(chunk, count - from), 250, 4);
  await store.close();
  const label = `${count} candidates`;
  const [opened, openMs] = timed(() => openRecord({ folder }));
  using run = opened;
  const reader = run.candidates;
  const [, stepsMs] = timed(() => {
    for (let island = 0; island < ISLANDS; island += 1) for (const row of reader.steps(island, 0)) void row;
  });
  const [top, topMs] = timed(() => reader.top("maximise", 1000));
  const [, islandsMs] = timed(() => [reader.islands(), reader.count(), reader.failures()]);
  const [, sourcesMs] = timed(() => reader.sources(top));
  const [, candidateMs] = timed(() => top.map((id) => reader.candidate(id)));
  const [, verdictMs] = timed(() => reader.verdictOf(sample(1, 77).source));
  const [reopened, reopenMs] = await (async () => {
    const start = performance.now();
    const again = await openStore({ folder }, { create: false });
    return [again, performance.now() - start] as const;
  })();
  await reopened.close();
  return [
    { what: `${label}: open a reader`, value: openMs, unit: "ms" },
    { what: `${label}: open for writing (thread, lock)`, value: reopenMs, unit: "ms" },
    { what: `${label}: all steps() of all islands`, value: stepsMs, unit: "ms" },
    { what: `${label}: top 1000`, value: topMs, unit: "ms" },
    { what: `${label}: islands(), count(), failures()`, value: islandsMs, unit: "ms" },
    { what: `${label}: 1000 program texts`, value: sourcesMs, unit: "ms" },
    { what: `${label}: one whole candidate`, value: candidateMs / top.length, unit: "ms" },
    { what: `${label}: verdictOf(text)`, value: verdictMs, unit: "ms" },
    { what: `${label}: file`, value: statSync(join(folder, "run.db")).size / count, unit: "bytes/candidate" },
  ];
}

/** Measures the store and returns the table; temporary folders are removed. */
export async function benchStore(sizes: readonly number[] = [10_000, 100_000]): Promise<readonly BenchRow[]> {
  const rows: BenchRow[] = [];
  const inFolder = async (bench: (folder: string) => Promise<BenchRow[]>): Promise<void> => {
    const folder = mkdtempSync(join(tmpdir(), "galapagos-bench-"));
    try {
      rows.push(...(await bench(folder)));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };
  await inFolder(benchWriting);
  for (const size of sizes) await inFolder((folder) => benchReading(folder, size));
  return rows;
}

/** Prints the table. */
export async function runStoreBench(): Promise<void> {
  for (const { what, value, unit } of await benchStore()) {
    console.log(`${what.padEnd(52)} ${value.toPrecision(4).padStart(9)} ${unit}`);
  }
}
