import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { resolveConfig } from "../src/config/index.ts";
import { type Candidate, candidateId, jsonOf, randomStream, shortHash } from "../src/core/index.ts";
import { loadProblem } from "../src/problem/index.ts";
import { readPage, renderPage } from "../src/report/index.ts";
import { readRecord, recordWrites, replayRun } from "../src/run/index.ts";
import { openRecord, openStore, type StoreWrite } from "../src/store/index.ts";

const CHROMIUM = "/usr/bin/chromium";
const ISLANDS = 4;
/** Length of a program, characters. */
const LENGTH = 3000;
/** Programs of an island that become parents: its latest. */
const PARENTS = 40;

/** Prints what the report of a run of ten thousand and of a hundred thousand programs weighs and takes. */
export async function runReportBench(sizes: readonly number[] = [10_000, 100_000]): Promise<void> {
  for (const size of sizes) {
    const folder = mkdtempSync(join(tmpdir(), "bench-report-"));
    try {
      await record(folder, size);
      const [page, writtenMs] = timed(() => renderPage(readPage(folder, "it")));
      const file = join(folder, "report.html");
      writeFileSync(file, page);
      const browsed = existsSync(CHROMIUM) ? await browse(file) : "no browser here";
      console.log(
        `${String(size).padStart(7)} programs of 3 KB  ${(page.length / 1e6).toFixed(2)} MB  written in ${(writtenMs / 1000).toFixed(1)} s  ${browsed}`,
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

/** A run on record: every program is one of its island's latest with one to four numbers changed. */
async function record(folder: string, size: number): Promise<void> {
  const store = await openStore({ folder });
  const problem = await loadProblem("circle-packing");
  const config = resolveConfig([
    { origin: "bench", settings: { islands: ISLANDS, evaluations: size, migration: { topology: "none" } } },
  ]);
  await store.write(recordWrites({ config, problem, status: "done", elapsedMs: 0, end: null }));
  const recent: { step: number; source: string; score: number }[][] = Array.from(
    { length: ISLANDS },
    () => [],
  );
  for (let at = 0; at < size; at += 500) {
    const candidates = Array.from({ length: Math.min(500, size - at) }, (_, i) =>
      childOf(recent, (at + i) % ISLANDS, Math.floor((at + i) / ISLANDS)),
    );
    await store.write(candidates.map((candidate) => ({ type: "candidate", candidate })));
  }
  const perIsland = Math.ceil(size / ISLANDS / config.migration.interval);
  const borders = Array.from({ length: perIsland * ISLANDS }, (_, i) => ({
    ...{ island: i % ISLANDS, epoch: 1 + Math.floor(i / ISLANDS), emigrants: [], best: null },
  }));
  await store.write(borders.map((border) => ({ type: "border", border })));
  await store.write(checkpoints(folder));
  await store.close();
}

/** The state of each island at its end, as a run leaves it, from which its populations are read. */
function checkpoints(folder: string): readonly StoreWrite[] {
  using run = openRecord({ folder });
  return replayRun(run.candidates, readRecord(run.candidates, { folder })).map((population, island) => {
    const state = jsonOf({ population: population.save(), proposals: [] });
    return { type: "checkpoint", checkpoint: { island, step: population.step, state } };
  });
}

function childOf(
  recent: { step: number; source: string; score: number }[][],
  island: number,
  step: number,
): Candidate {
  const random = randomStream("bench-report", island, step);
  const own = recent[island] as { step: number; source: string; score: number }[];
  const parent = own.length === 0 ? null : random.pick(own);
  const source = parent === null ? first() : changed(parent.source, random.int(4) + 1, () => random.next());
  const score = parent === null ? 1 : parent.score + (random.next() - 0.48) * 0.01;
  own.push({ step, source, score });
  if (own.length > PARENTS) own.shift();
  const facts = { durationMs: random.next() * 9, level: 1, engine: "quickjs@2025-09-13" } as const;
  return {
    ...{ island, step, source, cached: false, strategy: {}, operator: step === 0 ? "seed" : "mutate" },
    fingerprint: { text: shortHash(source), tree: shortHash(`tree ${source}`) },
    parents: parent === null ? [] : [candidateId(island, parent.step)],
    note:
      step === 0
        ? ""
        : `number ${random.next().toFixed(4)} → ${random.next().toFixed(4)} (line ${random.int(90)})`,
    evaluation:
      step % 9 === 8
        ? { ...facts, status: "error", kind: "threw", message: "TypeError: x is not a function" }
        : {
            ...{ ...facts, status: "ok", kind: "ok", score, message: "" },
            metrics: { smallest: random.next() },
            features: { radiusSpread: random.next(), edgeShare: random.next() },
          },
  };
}

function first(): string {
  const random = randomStream("bench-report", 0, 0);
  let source = "export function pack() {\n  return [\n";
  while (source.length < LENGTH)
    source += `    [${random.next().toFixed(6)}, ${random.next().toFixed(6)}, ${random.next().toFixed(6)}],\n`;
  return `${source}  ];\n}\n`;
}

function changed(source: string, count: number, next: () => number): string {
  const numbers = [...source.matchAll(/0\.\d{6}/g)];
  let text = source;
  for (let i = 0; i < count; i++) {
    const at = numbers[Math.floor(next() * numbers.length)]?.index ?? 0;
    text = `${text.slice(0, at)}${next().toFixed(6)}${text.slice(at + 8)}`;
  }
  return text;
}

/** Times in a browser: until the page stands, and what a key takes that moves the time. */
async function browse(file: string): Promise<string> {
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ["--no-sandbox", "--disable-gpu"],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    const beganMs = performance.now();
    await page.goto(pathToFileURL(file).href);
    await page.waitForSelector(".answers", { timeout: 120_000 });
    const drawnMs = performance.now() - beganMs;
    await page.waitForSelector("[data-ready]", { timeout: 120_000 });
    const readyMs = performance.now() - beganMs;
    const paintMs = await page.evaluate<number>(
      "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN",
    );
    const keyMs = await page.evaluate<number>(`new Promise((done) => {
      const slider = document.querySelector(".slider input");
      const times = [];
      const step = (n) => {
        if (n === 0) return done(times.sort((a, b) => a - b)[10]);
        const began = performance.now();
        slider.value = String(Number(slider.max) * (0.3 + n / 50));
        slider.dispatchEvent(new Event("input", { bubbles: true }));
        times.push(performance.now() - began);
        requestAnimationFrame(() => step(n - 1));
      };
      step(20);
    })`);
    return `first paint ${paintMs.toFixed(0)} ms  views drawn after ${drawnMs.toFixed(0)} ms, texts there after ${readyMs.toFixed(0)} ms  a move of the slider ${keyMs.toFixed(1)} ms`;
  } finally {
    await browser.close();
  }
}

function timed<T>(run: () => T): [T, number] {
  const began = performance.now();
  const result = run();
  return [result, performance.now() - began];
}
