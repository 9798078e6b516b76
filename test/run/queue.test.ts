import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { resolveConfig } from "../../src/config/index.ts";
import { given, type RunEvent } from "../../src/core/index.ts";
import { loadProblem } from "../../src/problem/index.ts";
import { type QueueSettings, startRun } from "../../src/run/index.ts";
import { connect, SECRET, startWorker, type TestWorker } from "../evaluate/queue/support.ts";
import { countOf, until } from "../cli/killing.ts";
import { start, type Started } from "../cli/support.ts";
import { type CutProxy, startProxy } from "../support/cut-proxy.ts";
import { hasRedis, startRedis, type TestRedis } from "../support/redis.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { candidatesOf, SLOPE } from "./support.ts";

describe.skipIf(!hasRedis)("a run whose evaluations go to workers (with redis-server)", () => {
  const root = temporaryFolder("queue");
  let redis: TestRedis;
  let proxy: CutProxy;
  const running: Started[] = [];
  /** The run without a queue. */
  let home: Awaited<ReturnType<typeof run>> | undefined;
  const settings = { seed: "7", islands: 2, evaluations: 60, migration: { interval: 12 }, inFlight: 4 };
  const secretFile = join(root, "secret");

  beforeAll(async () => {
    writeFileSync(secretFile, SECRET, { mode: 0o600 });
    redis = await startRedis();
    proxy = await startProxy(redis.port);
  });
  afterAll(async () => {
    for (const { child } of running) child.kill("SIGKILL");
    await proxy.close();
    await redis.kill();
  });

  const run = async (name: string, queue?: QueueSettings, onStep: (steps: number) => void = () => {}) => {
    const warnings: string[] = [];
    let steps = 0;
    const onEvents = (events: readonly RunEvent[]): void => {
      for (const event of events) {
        if (event.type === "warning") warnings.push(event.message);
        if (event.type === "step") onStep(++steps);
      }
    };
    const config = resolveConfig([{ origin: "test", settings }]);
    const problem = await loadProblem(SLOPE);
    const summary = await startRun({
      problem,
      config,
      resultsRoot: root,
      name,
      onEvents,
      ...given({ queue }),
    });
    return { summary, warnings };
  };
  const queueAt = (port: number): QueueSettings => ({
    url: `redis://127.0.0.1:${port}`,
    secret: SECRET,
    fleet: "faults",
    weight: 1,
  });
  const workerProcess = (): Started => {
    const args = [
      "worker",
      redis.url,
      "--queue-name",
      "faults",
      "--lanes",
      "1",
      "--cache",
      join(root, "cache"),
    ];
    const worker = start(args, { env: { GALAPAGOS_QUEUE_SECRET_FILE: secretFile } });
    running.push(worker);
    return worker;
  };

  it("finds what it finds at home, though a worker, the queue and the network die meanwhile", async () => {
    home = await run("home");
    const doomed = workerProcess();
    const other: TestWorker = startWorker(redis.url, { fleet: "faults", lanes: 1 });
    const away = await run("away", queueAt(proxy.port), (steps) => {
      if (steps === 12) doomed.child.kill("SIGKILL");
      if (steps === 24)
        void redis
          .kill()
          .then(() => sleep(300))
          .then(() => redis.start());
      if (steps === 36) proxy.cut();
      if (steps === 36) setTimeout(() => proxy.mend(), 700);
      if (steps === 48) proxy.stall();
      if (steps === 48) setTimeout(() => proxy.mend(), 700);
    });
    await other.stop();
    expect(away.summary.digest).toBe(home.summary.digest);
    expect(away.summary.evaluations).toBe(60);
    expect(doomed.child.signalCode).toBe("SIGKILL");
    expect(away.warnings.join("\n")).toMatch(/does not answer .* the run waits/);
    expect(away.warnings.join("\n")).toMatch(/answers again/);
  });

  it("killed with SIGKILL and resumed, it takes what workers delivered meanwhile, and evaluates nothing recorded again", async () => {
    const worker = startWorker(redis.url, { fleet: "faults", lanes: 2 });
    const folder = join(root, "killed");
    const env = { GALAPAGOS_QUEUE_SECRET_FILE: secretFile };
    const queue = ["--queue", redis.url, "--queue-name", "faults", "--quiet"];
    const set = ["--seed", "7", "--islands", "2", "--set", "migration.interval=12", "--set", "inFlight=4"];
    const first = start(["run", SLOPE, ...set, "--evaluations", "60", "--out", folder, ...queue], { env });
    await until(folder, ({ candidates }) => candidates.count() > 20);
    first.child.kill("SIGKILL");
    await first.ended;
    const before = candidatesOf(folder).map((one) => JSON.stringify(one));
    const last = await start(["resume", folder, ...queue, "--json"], { env }).ended;
    await worker.stop();
    expect(last.code, last.stderr).toBe(0);
    expect(JSON.parse(last.stdout).digest).toBe(home?.summary.digest);
    const after = new Set(candidatesOf(folder).map((one) => JSON.stringify(one)));
    expect(before.filter((one) => !after.has(one))).toEqual([]);
    expect(countOf(folder)).toBe(60);
  });

  it("that nobody serves waits and says so, and a stop loses nothing", async () => {
    const stop = new AbortController();
    const notes: string[] = [];
    const queue = await connect(redis.url, {
      fleet: "nobody",
      signal: stop.signal,
      onNote(message) {
        notes.push(message);
        stop.abort();
      },
    });
    const opened = queue.open({
      problem: await loadProblem(SLOPE),
      lanes: 1,
      unsafe: false,
      onRestart: () => {},
    });
    await expect(opened).rejects.toMatchObject({ code: "evaluate/abandoned", exitCode: 130 });
    expect(notes[0]).toMatch(/waits for workers; start one on any machine: galapagos worker/);
    await queue.close();
  });
});
