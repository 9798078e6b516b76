import { chownSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, expect, it } from "vitest";
import { resolveConfig } from "../../src/config/index.ts";
import { given, randomStream, type RunEvent } from "../../src/core/index.ts";
import { loadProblem } from "../../src/problem/index.ts";
import { type QueueSettings, type SittingOptions, startRun } from "../../src/run/index.ts";
import { start, type Started } from "../cli/support.ts";
import { SECRET } from "../evaluate/queue/support.ts";
import { SLOPE } from "../run/support.ts";
import { startProxy } from "../support/cut-proxy.ts";
import { hasRedis, startRedis } from "../support/redis.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const seed = process.env.SOAK_SEED ?? "1";
const root = temporaryFolder("soak");
/** Steps before the first harm: the longest of them, for which workers and evaluators start, is what a step may take on this machine. */
const CALM_STEPS = 30;
/** A step may take so much longer than that once all is back, milliseconds. */
const HANG_MS = 30_000;
/** Users of workers, where this one may become them. */
const uids = process.getuid?.() === 0 ? [61_001, 61_002, 61_003, 61_004] : [];
const workers: Started[] = [];
afterAll(() => {
  for (const { child } of workers) child.kill("SIGKILL");
});

/** A worker's folder with its secret, its user's alone. */
function homeOf(uid: number | undefined): string {
  const home = temporaryFolder("worker");
  const secret = join(home, "secret");
  writeFileSync(secret, SECRET, { mode: 0o600 });
  for (const path of uid === undefined ? [] : [home, secret]) chownSync(path, uid as number, uid as number);
  return home;
}

/**
 * Waits for the steps of a run, and what it says. The time after its last step is no wait for one: its champion is verified then.
 */
function watchSteps(calmSteps: number) {
  let lastMs = performance.now();
  let longestMs = 0;
  let count = 0;
  const said: string[] = [];
  const calm = Promise.withResolvers<void>();
  return {
    /** Resolves after the first steps. */
    calm: calm.promise,
    onEvents(events: readonly RunEvent[]): void {
      for (const event of events) {
        if (event.type === "warning") said.push(event.message);
        if (event.type !== "step") continue;
        const nowMs = performance.now();
        longestMs = Math.max(longestMs, nowMs - lastMs);
        lastMs = nowMs;
        if (++count === calmSteps) calm.resolve();
      }
    },
    /** The longest wait for a step since the last lap. */
    longestMs: () => longestMs,
    /** Begins the next lap; answers with the longest wait in this one, for the step that is to come as well. */
    lap(): number {
      const nowMs = performance.now();
      const pastMs = Math.max(longestMs, nowMs - lastMs);
      [lastMs, longestMs, count] = [nowMs, 0, 0];
      said.length = 0;
      return pastMs;
    },
    count: () => count,
    said: said as readonly string[],
  };
}

/** A run of the same settings, at home or through a queue. */
async function run(
  name: string,
  queue?: QueueSettings,
  onEvents?: SittingOptions["onEvents"],
): Promise<string> {
  const settings = { seed: "11", islands: 3, evaluations: 8_000, inFlight: 6, migration: { interval: 30 } };
  const config = resolveConfig([{ origin: "test", settings }]);
  const problem = await loadProblem(SLOPE);
  return (await startRun({ problem, config, resultsRoot: root, name, ...given({ queue, onEvents }) })).digest;
}

it.skipIf(!hasRedis).each([1, 2, 4])(
  "with %i workers killed, the queue killed and the network cut at random moments, the digest is that of home",
  async (count) => {
    const random = randomStream("machines-soak", seed, count);
    const redis = await startRedis();
    const proxy = await startProxy(redis.port);
    const homes = Array.from({ length: count }, (_, at) => homeOf(uids[at]));
    const spawnWorker = (_: unknown, at: number): Started => {
      const home = homes[at] ?? root;
      const env = { HOME: home, GALAPAGOS_QUEUE_SECRET_FILE: join(home, "secret") };
      const args = [
        "worker",
        `redis://127.0.0.1:${proxy.port}`,
        "--lanes",
        "2",
        "--cache",
        join(home, "cache"),
      ];
      const worker = start(args, { cwd: home, env, ...given({ uid: uids[at] }) });
      workers.push(worker);
      return worker;
    };
    const fleet = homes.map(spawnWorker);
    let isOver = false;
    const queue = { url: `redis://127.0.0.1:${proxy.port}`, secret: SECRET };
    const steps = watchSteps(CALM_STEPS);
    const away = run(`away-${count}`, queue, steps.onEvents).finally(() => {
      isOver = true;
    });
    const harm: Record<string, () => Promise<void>> = {
      async worker() {
        const which = random.int(count);
        fleet[which]?.child.kill("SIGKILL");
        fleet[which] = spawnWorker(null, which);
      },
      async queue() {
        await redis.kill();
        await sleep(random.int(1_000));
        await redis.start();
      },
      async cut() {
        proxy.cut();
        await sleep(random.int(2_000));
        proxy.mend();
      },
      async silence() {
        proxy.stall();
        await sleep(random.int(2_000));
        proxy.mend();
      },
    };
    const plan = [
      ...Array(30).fill("worker"),
      ...Array(5).fill("queue"),
      ...Array(3).fill("cut"),
      ...Array(2).fill("silence"),
    ];
    await Promise.race([steps.calm, away]);
    const calmMs = steps.lap();
    let left = plan;
    while (left.length > 0 && !isOver) {
      await sleep(500 + random.int(2_500));
      const at = random.int(left.length);
      await harm[left[at] as string]?.();
      left = left.filter((_, index) => index !== at);
    }
    const peace = performance.now();
    const harmedMs = steps.lap();
    const digest = await away;
    const afterMs = steps.longestMs();
    const seconds = (ms: number): number => Math.round(ms / 1000);
    const longest = [calmMs, harmedMs, afterMs].map(seconds).join(", ");
    console.log(
      `${count} workers: over ${seconds(performance.now() - peace)} s and ${steps.count()} steps after the last harm; the longest step before, under and after all harm: ${longest} s. ${steps.said.join("; ")}`,
    );
    expect(left, "harm that was still to be done when the run was over").toEqual([]);
    expect(steps.count(), "steps after the last harm").toBeGreaterThan(0);
    expect(afterMs).toBeLessThan(HANG_MS + calmMs);
    expect(digest).toBe(await run(`home-${count}`));
    for (const { child } of fleet) child.kill("SIGKILL");
    await proxy.close();
    await redis.kill();
  },
);
