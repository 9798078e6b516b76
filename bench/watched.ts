import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { type Browser, chromium } from "playwright-core";
import { median } from "../src/core/index.ts";
import { openRun } from "../src/run/index.ts";
import { ProcessorWatch } from "./processor-time.ts";

/**
 * Prints what it costs a run that somebody watches it: processor seconds of pairs of equal runs, side by side, so that whatever else the
 * machine does is charged to both; one of each pair is open in a browser all the time.
 */
export async function runWatchedBench(): Promise<void> {
  if (!existsSync(CHROMIUM)) {
    console.log("a run that is watched: no browser here");
    return;
  }
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ["--no-sandbox", "--disable-gpu"],
  });
  try {
    const pairs: Pair[] = [];
    for (let pair = 0; pair < PAIRS; pair++) pairs.push(await runPair(browser));
    const shown = (list: readonly number[]): string => (median(list) ?? Number.NaN).toFixed(2);
    const more = pairs.map(({ alone, watched }) => 100 * (watched / alone - 1));
    console.log(
      `a run of ${EVALUATIONS} evaluations of ${PROBLEM}, ${PAIRS} pairs: ${shown(pairs.map(({ alone }) => alone))} s of processor alone, ${shown(pairs.map(({ watched }) => watched))} s watched: ${shown(more)} % more (${more.map((percent) => percent.toFixed(1)).join(", ")}); the dashboard's own ${shown(pairs.map(({ dashboard }) => dashboard))} s`,
    );
  } finally {
    await browser.close();
  }
}

/** Processor seconds of a pair of runs, and of the dashboard of one of them. */
interface Pair {
  readonly alone: number;
  readonly watched: number;
  readonly dashboard: number;
}

async function runPair(browser: Browser): Promise<Pair> {
  const folder = mkdtempSync(join(tmpdir(), "bench-watched-"));
  const [results, name] = [join(folder, "watched"), "run"];
  mkdirSync(results);
  const server = start(["dashboard", results, "--port", "0"], folder);
  const page = await browser.newPage();
  try {
    const [address] = (await once(server.stdout as NodeJS.ReadableStream, "data")) as [Buffer];
    await page.goto(String(address).trim(), { timeout: 0 });
    const runs = [join(folder, "alone"), results].map((root) =>
      start(
        ["run", PROBLEM, "--evaluations", String(EVALUATIONS), "--out", join(root, name), ...FLAGS],
        folder,
      ),
    );
    const watches = [...runs, server].map(({ pid }) => new ProcessorWatch(pid ?? 0));
    const ended = Promise.all(runs.map((run) => once(run, "exit")));
    const opened = page.getByRole("link", { name }).click({ timeout: 0 });
    while (runs.some(({ exitCode }) => exitCode === null)) {
      for (const watch of watches) watch.look();
      await Promise.race([ended, sleep(LOOK_MS)]);
    }
    await opened;
    const digests = [join(folder, "alone", name), join(results, name)].map(digestOf);
    if (digests[0] !== digests[1]) throw new Error("the two runs differ");
    await page.locator(".standing").waitFor();
    const [alone = 0, watched = 0, dashboard = 0] = watches.map((watch) => watch.times().all ?? 0);
    return { alone, watched, dashboard };
  } finally {
    await page.close();
    server.kill("SIGINT");
    await once(server, "exit");
    rmSync(folder, { recursive: true, force: true });
  }
}

function start(words: readonly string[], cwd: string): ChildProcess {
  return spawn(process.execPath, [BIN, ...words], { cwd, stdio: ["ignore", "pipe", "inherit"] });
}

function digestOf(folder: string): string | undefined {
  const { summary } = openRun(folder).overview();
  return "digest" in summary ? summary.digest : undefined;
}

const CHROMIUM = "/usr/bin/chromium";
const PROBLEM = "circle-packing";
const EVALUATIONS = 3000;
const FLAGS = ["--islands", "2", "--seed", "1", "--quiet"];
const PAIRS = 5;
const LOOK_MS = 50;
const BIN = fileURLToPath(new URL("../bin/galapagos.js", import.meta.url));
