import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { resolveConfig } from "../../src/config/index.ts";
import { given } from "../../src/core/index.ts";
import { loadProblem, type Problem } from "../../src/problem/index.ts";
import { beginReplay, type QueueSettings, resumeRun, startRun } from "../../src/run/index.ts";
import { openRecord } from "../../src/store/index.ts";
import { SECRET, startWorker, type TestWorker } from "../evaluate/queue/support.ts";
import { hasRedis, startRedis, type TestRedis } from "../support/redis.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { join } from "node:path";
import { sharedWorkers, SLOPE } from "./support.ts";

describe.skipIf(!hasRedis)("runs that exchange elites (with redis-server)", () => {
  const root = temporaryFolder("archipelago");
  const sitting = { threads: 1, lanes: 1, workers: sharedWorkers() };
  let redis: TestRedis;
  let worker: TestWorker;
  let problem: Problem;
  beforeAll(async () => {
    redis = await startRedis();
    worker = startWorker(redis.url, { lanes: 2 });
    problem = await loadProblem(SLOPE);
  });
  afterAll(async () => {
    await worker.stop();
    await redis.kill();
  });
  const run = (name: string, seed: string, evaluations: number, queue?: QueueSettings) => {
    const settings = { seed, islands: 2, evaluations, migration: { interval: 10 } };
    const config = resolveConfig([{ origin: "test", settings }]);
    return startRun({ problem, config, resultsRoot: root, name, ...sitting, ...given({ queue }) });
  };
  const foreign = (name: string): readonly { note: string; epoch: unknown }[] => {
    using record = openRecord({ folder: join(root, name) });
    const { candidates } = record;
    const epochs = new Map(candidates.decisions("inject").map(({ data }) => [data.candidate, data.epoch]));
    return [...candidates.candidates(2, 0)].map(({ note, step }) => ({
      note,
      epoch: epochs.get(`i2-s${step}`),
    }));
  };

  it("takes what others gave at a border of its own, on record, so that it resumes and replays without them", async () => {
    const queue = { url: redis.url, secret: SECRET, archipelago: "atoll" };
    await run("giver", "1", 60, queue);
    await run("taker", "2", 60, queue);
    const taken = foreign("taker");
    expect(taken.length).toBeGreaterThan(0);
    expect(taken[0]).toEqual({
      note: expect.stringMatching(/^elite of .*giver at its border \d$/),
      epoch: expect.any(Number),
    });
    const more = await resumeRun({
      folder: join(root, "taker"),
      budgets: { evaluations: 80 },
      reload: async () => problem,
      ...sitting,
    });
    const { summary } = await beginReplay({
      from: join(root, "taker"),
      reload: async () => problem,
      resultsRoot: root,
      name: "again",
      ...sitting,
    });
    expect(summary).toMatchObject({ digest: more.digest, evaluations: 80 });
  }, 300_000);
});
