import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
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
    const folders = [join(folder, "alone", name), join(results, name)];
    const costs = Promise.all(folders.map((out) => costOf(["run", PROBLEM, "--out", out, ...FLAGS], folder)));
    await page.getByRole("link", { name }).click({ timeout: 0 });
    const [alone = 0, watched = 0] = await costs;
    const [one, other] = folders.map(digestOf);
    if (one !== other) throw new Error("the two runs differ");
    await page.locator(".standing").waitFor();
    const watch = new ProcessorWatch(server.pid ?? 0);
    watch.look();
    return { alone, watched, dashboard: watch.times().all ?? 0 };
  } finally {
    await page.close();
    server.kill("SIGINT");
    await once(server, "exit");
    rmSync(folder, { recursive: true, force: true });
  }
}

function start(words: readonly string[], cwd: string): ChildProcess {
  return spawn(process.execPath, [BIN, ...words], { cwd, stdio: ["ignore", "pipe", "ignore"] });
}

/** Processor seconds of a command and all that it started, as a shell counts them: nothing looks on that would take time itself. */
async function costOf(words: readonly string[], cwd: string): Promise<number> {
  const shell = ["-c", '"$@" > /dev/null; times', "sh", process.execPath, BIN, ...words];
  const child = spawn("sh", shell, { cwd, stdio: ["ignore", "pipe", "inherit"] });
  const [, children = ""] = (await text(child.stdout)).split("\n");
  return [...children.matchAll(/(\d+)m([\d.]+)s/g)].reduce(
    (sum, [, minutes, seconds]) => sum + 60 * Number(minutes) + Number(seconds),
    0,
  );
}

function digestOf(folder: string): string | undefined {
  const { summary } = openRun(folder).overview();
  return "digest" in summary ? summary.digest : undefined;
}

const CHROMIUM = "/usr/bin/chromium";
const PROBLEM = "circle-packing";
const EVALUATIONS = 3000;
const FLAGS = ["--evaluations", String(EVALUATIONS), "--islands", "2", "--seed", "1", "--quiet"];
const PAIRS = 5;
const BIN = fileURLToPath(new URL("../bin/galapagos.js", import.meta.url));
