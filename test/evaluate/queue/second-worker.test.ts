import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Evaluation } from "../../../src/core/index.ts";
import { type Backend, fleetStatus, localBackend, type OpenBackend } from "../../../src/evaluate/index.ts";
import { dataHash } from "../../../src/problem/index.ts";
import { hasRedis, startRedis, type TestRedis } from "../../support/redis.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { jobOf } from "../support/job.ts";
import { HONEST, needing, sumProblem } from "../support/sum-problem.ts";
import { connect, SECRET, startWorker } from "./support.ts";

const problem = sumProblem({ limits: { timeMs: 2_000, deadlineMs: 20_000, memoryMb: 64, outputKb: 256 } });
const settings = { problem, lanes: 1, unsafe: false, onRestart: () => {} };
const SLOW = `${HONEST} // slow`;

/** A machine that holds a slow program until it is let go, and then says something of its own. */
function holding(say: (verdict: Evaluation) => Evaluation): { readonly open: OpenBackend; letGo(): void } {
  const held = Promise.withResolvers<void>();
  return {
    letGo: () => held.resolve(),
    async open(of) {
      const backend: Backend = await localBackend(of);
      return {
        facts: backend.facts,
        close: () => backend.close(),
        async evaluate(job, signal) {
          const verdict = await backend.evaluate(job, signal);
          if (job.source !== SLOW) return verdict;
          await held.promise;
          return say(verdict);
        },
      };
    },
  };
}

describe.skipIf(!hasRedis)("a second worker (with redis-server)", () => {
  let redis: TestRedis;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.kill());
  const workersSeen = async (fleet: string, count: number): Promise<void> => {
    while ((await fleetStatus({ url: redis.url, secret: SECRET, fleet })).workers.length < count)
      await sleep(100);
    // and the run has seen them, too
    await sleep(2_500);
  };

  it("gets what takes too long, and its verdict stands; one that differs later is a warning that names both", async () => {
    const slow = holding((verdict) => (verdict.status === "ok" ? { ...verdict, score: 77 } : verdict));
    const queue = await connect(redis.url, { fleet: "late" });
    const first = startWorker(redis.url, { fleet: "late", lanes: 1, openBackend: slow.open });
    const backend = await queue.open(settings);
    await backend.evaluate(jobOf(problem, { id: 1, source: HONEST }));
    const asked = backend.evaluate(jobOf(problem, { id: 2, source: SLOW }));
    const second = startWorker(redis.url, { fleet: "late", lanes: 1 });
    expect(await asked).toMatchObject({ status: "ok", score: 1 });
    slow.letGo();
    while (!queue.notes.some((note) => note.startsWith("two verdicts"))) await sleep(100);
    expect(queue.notes.at(-1)).toMatch(/differ: \S+ says 1, \S+ says 77; the first stands/);
    await backend.close();
    await queue.close();
    await Promise.all([first.stop(), second.stop()]);
  });

  it("serves what the first cannot, because it has the data that programs read", async () => {
    const data = temporaryFolder("data");
    writeFileSync(join(data, "numbers.csv"), "1,2\n");
    const { needs: _none, ...definition } = problem.definition;
    const reading = {
      ...problem,
      definition: {
        ...definition,
        needs: needing({ path: "numbers", name: "numbers", sha256: await dataHash(data) }),
      },
    };
    const queue = await connect(redis.url, { fleet: "data" });
    const first = startWorker(redis.url, { fleet: "data", lanes: 1 });
    const opening = queue.open({ ...settings, problem: reading });
    while (!queue.notes.some((note) => note.includes("numbers"))) await sleep(100);
    expect(queue.notes.at(-1)).toMatch(
      /expected the data "numbers" .* \(data that lies elsewhere: --data <name>=<folder>\)/,
    );
    const second = startWorker(redis.url, { fleet: "data", lanes: 1, data: { numbers: data } });
    const backend = await opening;
    expect(await backend.evaluate(jobOf(reading, { id: 1, source: HONEST }))).toMatchObject({ status: "ok" });
    await backend.close();
    await queue.close();
    await Promise.all([first.stop(), second.stop()]);
  });

  it("is asked what a clock decided on the first, before that counts", async () => {
    const hurried = holding(({ level, engine }) => ({
      ...{
        status: "timeout",
        kind: "wall",
        message: "stopped by the wall clock",
        durationMs: 500,
        level,
        engine,
      },
    }));
    const queue = await connect(redis.url, { fleet: "clock" });
    const first = startWorker(redis.url, { fleet: "clock", lanes: 1, openBackend: hurried.open });
    const backend = await queue.open(settings);
    const asked = backend.evaluate(jobOf(problem, { id: 1, source: SLOW }));
    const second = startWorker(redis.url, { fleet: "clock", lanes: 1 });
    await workersSeen("clock", 2);
    hurried.letGo();
    expect(await asked).toMatchObject({ status: "ok", score: 1 });
    await backend.close();
    await queue.close();
    await Promise.all([first.stop(), second.stop()]);
  });
});
