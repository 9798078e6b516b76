import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { median } from "../src/core/index.ts";
import { ProcessorWatch, type ThreadTimes } from "./processor-time.ts";

/**
 * Prints what the steps of the whole loop cost: processor seconds of two lengths of one run, by threads, and their difference a
 * step. Another checkout runs at the same time, so that whatever else the machine does is charged to both.
 *
 * @param against - another checkout; both search alike, so that the same programs are made and scored
 */
export async function runLoopBench(against: string | undefined): Promise<void> {
  const checkouts = against === undefined ? [HERE] : [against, HERE];
  const costs: ThreadTimes[][] = checkouts.map(() => []);
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    const [short, long] = [await costsOf(checkouts, SHORT), await costsOf(checkouts, LONG)];
    for (const [i, list] of costs.entries()) list.push(difference(long[i] ?? {}, short[i] ?? {}));
  }
  console.log(
    `processor time of a step, ${REPEATS} × (${LONG} − ${SHORT}) steps of ${PROBLEM}, microseconds`,
  );
  for (const role of Object.keys(costs.at(-1)?.[0] ?? {}).sort()) {
    const shown = costs.map((list) => median(list.map((times) => times[role] ?? 0)) ?? Number.NaN);
    const [before = 0, after] = shown;
    const ratio = after === undefined ? "" : `${(after / before).toFixed(2).padStart(8)} times`;
    console.log(`${role.padEnd(28)}${shown.map((us) => us.toFixed(0).padStart(8)).join("")}${ratio}`);
  }
}

/** Microseconds a step between two runs, by role. */
function difference(long: ThreadTimes, short: ThreadTimes): ThreadTimes {
  const of = (role: string): number => (1e6 * ((long[role] ?? 0) - (short[role] ?? 0))) / (LONG - SHORT);
  return Object.fromEntries(Object.keys(long).map((role) => [role, of(role)]));
}

/** One run of each checkout, side by side. */
function costsOf(checkouts: readonly string[], evaluations: number): Promise<readonly ThreadTimes[]> {
  return Promise.all(checkouts.map((checkout) => costOf(checkout, evaluations)));
}

async function costOf(checkout: string, evaluations: number): Promise<ThreadTimes> {
  const folder = mkdtempSync(join(tmpdir(), "galapagos-bench-"));
  const command = [join(checkout, "bin/galapagos.js"), "run", PROBLEM, "--evaluations", String(evaluations)];
  // settings that another version does not know are left to it
  const settings = checkout === HERE ? AS_BEFORE.flatMap((setting) => ["--set", setting]) : [];
  const child = spawn(process.execPath, [...command, ...FLAGS, ...settings], {
    cwd: folder,
    stdio: ["ignore", "ignore", "inherit"],
  });
  const watch = new ProcessorWatch(child.pid ?? 0);
  const ended = new Promise<void>((resolve) => void child.once("exit", () => resolve()));
  while (child.exitCode === null && child.signalCode === null) {
    watch.look();
    await Promise.race([ended, sleep(LOOK_MS)]);
  }
  rmSync(folder, { recursive: true, force: true });
  return watch.times();
}

const PROBLEM = "heilbronn-triangle";
const FLAGS = ["--islands", "2", "--seed", "1", "--quiet"];
/** The search as the first versions did it. */
const AS_BEFORE = [
  "tuning.share=0",
  "archive.ties=keep",
  "selection.thrift=0",
  "selection.mates=all",
  "selection.policy=boltzmann",
];
const [SHORT, LONG] = [1000, 6000];
const REPEATS = 3;
const LOOK_MS = 50;
const HERE = fileURLToPath(new URL("..", import.meta.url));
