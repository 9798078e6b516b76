import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { median } from "../../src/core/index.ts";
import {
  createEvaluator,
  type Evaluator,
  fleetStatus,
  probeLevels,
  queueBackend,
} from "../../src/evaluate/index.ts";
import type { Problem } from "../../src/problem/index.ts";
import { problem, TRIVIAL } from "../evaluate/support.ts";

const BIN = fileURLToPath(new URL("../../bin/galapagos.js", import.meta.url));

/** Compares evaluations at home with those that go through a queue to workers on this machine. */
export async function runMachinesBench(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "galapagos-bench-"));
  const secret = Buffer.from(randomBytes(32).toString("hex"));
  writeFileSync(join(folder, "secret"), secret, { mode: 0o600 });
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  const settings = ["--port", String(port), "--dir", folder, "--appendonly", "yes", "--save", ""];
  const redis = spawn("redis-server", settings, { stdio: "ignore" });
  const workers: ChildProcess[] = [];
  const fleet = { url, secret };
  const startWorkers = async (count: number, lanes: number): Promise<void> => {
    for (const worker of workers.splice(0)) await gone(worker);
    const env = { ...process.env, GALAPAGOS_QUEUE_SECRET_FILE: join(folder, "secret") };
    for (let i = 0; i < count; i++) {
      const args = [BIN, "worker", url, "--lanes", String(lanes), "--cache", join(folder, `cache-${i}`)];
      workers.push(spawn(process.execPath, args, { env, stdio: "ignore" }));
    }
    while ((await fleetStatus(fleet)).workers.length < count) await sleep(200);
  };
  const away = (of: Problem): Promise<Evaluator> =>
    createEvaluator({ problem: of, seed: 1, openBackend: queueBackend({ ...fleet, label: "bench" }) });
  const home = (of: Problem, lanes: number): Promise<Evaluator> =>
    createEvaluator({ problem: of, seed: 1, lanes });
  try {
    console.log("| evaluations | lanes | at home | through the queue | ratio |");
    console.log("|---|---|---|---|---|");
    await startWorkers(1, 2);
    const trivial = problem("quickjs");
    const rates = await inTurns([() => home(trivial, 2), () => away(trivial)], (evaluator) =>
      rate(evaluator, 20_000),
    );
    row("cheap, evaluations a second", 2, medians(rates));
    const trips = medians(await inTurns([() => home(trivial, 2), () => away(trivial)], roundTrip));
    console.log(
      `| one at a time, p50 | 2 | ${trips[0].toFixed(1)} ms | ${trips[1].toFixed(1)} ms | + ${(trips[1] - trips[0]).toFixed(1)} ms |`,
    );
    const level3 = (await probeLevels()).some(({ level, available }) => level === 3 && available);
    if (level3) {
      await startWorkers(2, 8);
      const sleeping = problem("command", { language: "shell", command: ["sh", "{program}"] });
      const speeds = await inTurns([() => home(sleeping, 16), () => away(sleeping)], speedUp);
      const of = (part: keyof SpeedUp): Pair =>
        medians([speeds[0].map((each) => each[part]), speeds[1].map((each) => each[part])]);
      row("200 ms asleep in a command, speed-up", 16, of("whole"));
      row("the same, without the first and last 48", 16, of("middle"));
    }
  } finally {
    for (const worker of workers) await gone(worker);
    await gone(redis);
    rmSync(folder, { recursive: true, force: true });
  }
}

type Pair = readonly [home: number, away: number];

/**
 * Three measurements each, in turns, so that a busy machine slows both; one before them does not count: lanes and what they
 * keep are started by it.
 */
async function inTurns<T>(
  openers: readonly [() => Promise<Evaluator>, () => Promise<Evaluator>],
  measure: (evaluator: Evaluator) => Promise<T>,
): Promise<readonly [T[], T[]]> {
  const found: [T[], T[]] = [[], []];
  const evaluators = [await openers[0](), await openers[1]()] as const;
  for (let turn = 0; turn < 4; turn++) {
    for (const which of [0, 1] as const) {
      const measured = await measure(evaluators[which]);
      if (turn > 0) found[which].push(measured);
    }
  }
  await Promise.all(evaluators.map((evaluator) => evaluator.close()));
  return found;
}

function medians([home, away]: readonly [number[], number[]]): Pair {
  return [median(home), median(away)];
}

function row(what: string, lanes: number, [home, away]: Pair): void {
  const ratio = `${((100 * away) / home).toFixed(0)} %`;
  console.log(`| ${what} | ${lanes} | ${home.toFixed(1)} | ${away.toFixed(1)} | ${ratio} |`);
}

let programs = 0;
/** No two programs are equal, because equal ones are scored once. */
const fresh = (source: string, comment = "//"): string => `${source}\n${comment} ${++programs}`;

async function rate(evaluator: Evaluator, count: number): Promise<number> {
  const begun = performance.now();
  await Promise.all(
    Array.from({ length: count }, () => evaluator.evaluate({ source: fresh(TRIVIAL), seed: 1 })),
  );
  return (1000 * count) / (performance.now() - begun);
}

async function roundTrip(evaluator: Evaluator): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < 200; i++) {
    const begun = performance.now();
    await evaluator.evaluate({ source: fresh(TRIVIAL), seed: 1 });
    times.push(performance.now() - begun);
  }
  return median(times);
}

/** Time asleep over time passed: of all, and of those in the middle, when all lanes have work and none begins with the others. */
interface SpeedUp {
  readonly whole: number;
  readonly middle: number;
}

async function speedUp(evaluator: Evaluator): Promise<SpeedUp> {
  const [count, ends] = [480, 48];
  const begun = performance.now();
  const endedMs: number[] = [];
  await Promise.all(
    Array.from({ length: count }, async () => {
      const verdict = await evaluator.evaluate({ source: fresh("sleep 0.2; echo 1", "#"), seed: 1 });
      endedMs.push(performance.now() - begun);
      if (verdict.status !== "ok") throw new Error(verdict.message);
    }),
  );
  const [first = 0, last = 0] = [endedMs[ends - 1], endedMs[count - ends - 1]];
  return {
    whole: (count * 200) / (endedMs.at(-1) ?? 0),
    middle: ((count - 2 * ends) * 200) / (last - first),
  };
}

async function gone(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const end = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await end;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
