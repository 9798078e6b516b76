import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GalapagosError } from "../../../src/core/index.ts";
import { fleetStatus, localBackend, type OpenBackend } from "../../../src/evaluate/index.ts";
import { evaluationKey } from "../../../src/evaluate/queue/evaluation-key.ts";
import { seal } from "../../../src/evaluate/queue/wire/envelope.ts";
import { queueNames } from "../../../src/evaluate/queue/wire/names.ts";
import { createPatience } from "../../../src/evaluate/queue/worker/patience.ts";
import { renderFleet } from "../../../src/report/index.ts";
import { hasRedis, startRedis, type TestRedis } from "../../support/redis.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { jobOf } from "../support/job.ts";
import { HONEST, sumProblem } from "../support/sum-problem.ts";
import { connect, SECRET, startWorker, type TestWorker } from "./support.ts";

const problem = sumProblem();
const settings = { problem, lanes: 1, unsafe: false, onRestart: () => {} };

it("tries of a worker that could not serve come after twice as long each time, and end; a success begins anew", () => {
  const patience = createPatience();
  const waits = Array.from({ length: 8 }, () => patience.failed());
  expect(waits).toEqual([5_000, 10_000, 20_000, 40_000, 80_000, 160_000, null, null]);
  patience.served();
  expect(patience.failed()).toBe(5_000);
});

const plainly = (_role: unknown, text: string): string => text;

/** A machine whose evaluator starts, and dies of whatever it is asked. */
const dying: OpenBackend = async (of) => {
  const backend = await localBackend(of);
  return {
    facts: backend.facts,
    close: () => backend.close(),
    evaluate: () =>
      Promise.reject(new GalapagosError("the evaluator process is gone", { code: "evaluate/dead" })),
  };
};

describe.skipIf(!hasRedis)("a worker that could not serve a run (with redis-server)", () => {
  let redis: TestRedis;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.kill());

  const unableSaid = async (fleet: string): Promise<string> => {
    for (;;) {
      const { workers } = await fleetStatus({ url: redis.url, secret: SECRET, fleet });
      const [unable] = Object.values(workers[0]?.unable ?? {});
      if (unable !== undefined) return unable.reason;
      await sleep(50);
    }
  };
  const servedAfterAll = async (
    { fleet, hint }: { readonly fleet: string; readonly hint: string },
    worker: TestWorker,
    until: () => void,
  ): Promise<string> => {
    const queue = await connect(redis.url, { fleet });
    const opening = queue.open(settings);
    const said = await unableSaid(fleet);
    const shown = renderFleet(await fleetStatus({ url: redis.url, secret: SECRET, fleet }), plainly);
    expect(shown).toContain(`cannot serve test: ${said}\n  ${hint}`);
    until();
    const backend = await opening;
    expect(await backend.evaluate(jobOf(problem, { id: 1, source: HONEST }))).toMatchObject({ score: 1 });
    const { workers } = await fleetStatus({ url: redis.url, secret: SECRET, fleet });
    expect(workers[0]?.draining).toBe(false);
    await backend.close();
    await queue.close();
    await worker.stop();
    return said;
  };

  it("because its evaluator did not start tries again a while later, and says so until then", async () => {
    let starts = 0;
    const openBackend: OpenBackend = (of) => {
      if (starts++ > 0) return localBackend(of);
      throw new GalapagosError("the evaluator process ended while starting", { code: "evaluate/start" });
    };
    const worker = startWorker(redis.url, { fleet: "starts", lanes: 2, openBackend });
    const said = await servedAfterAll(
      { fleet: "starts", hint: "see what works there: galapagos doctor" },
      worker,
      () => {},
    );
    expect(said).toBe("the evaluator process ended while starting; it tries again in 5 s");
    expect(worker.notes).toContainEqual(`this worker cannot serve test: ${said}`);
    expect(starts).toBe(2);
  });

  it("because its disk takes nothing tries again a while later, and no program is blamed for it", async () => {
    const cache = temporaryFolder("bundles");
    const worker = startWorker(redis.url, { fleet: "disks", lanes: 1, cache });
    while ((await fleetStatus({ url: redis.url, secret: SECRET, fleet: "disks" })).workers.length === 0)
      await sleep(50);
    // from now on the folder in which problems are kept is none
    rmSync(join(cache, "texts"), { recursive: true });
    writeFileSync(join(cache, "texts"), "");
    const said = await servedAfterAll(
      { fleet: "disks", hint: "make room, or name another folder" },
      worker,
      () => {
        rmSync(join(cache, "texts"));
        mkdirSync(join(cache, "texts"));
      },
    );
    expect(said).toMatch(/^the problem cannot be kept on this machine's disk: .*; it tries again in 5 s$/);
  });

  it("because its evaluator dies of the known program leaves the parcel to others at once, and tries again", async () => {
    const fleet = "canaries";
    const queue = await connect(redis.url, { fleet });
    const first = startWorker(redis.url, { fleet, lanes: 1 });
    const backend = await queue.open(settings);
    await backend.evaluate(jobOf(problem, { id: 1, source: HONEST }));
    await first.stop();
    const broken = startWorker(redis.url, { fleet, lanes: 1, openBackend: dying });
    const asked = backend.evaluate(jobOf(problem, { id: 2, source: `${HONEST} // 2` }));
    expect(await unableSaid(fleet)).toBe("the evaluator process is gone; it tries again in 5 s");
    expect(broken.notes.filter((note) => note.includes("was dropped"))).toEqual([]);
    const second = startWorker(redis.url, { fleet, lanes: 1 });
    expect(await asked).toMatchObject({ score: 1 });
    await backend.close();
    await queue.close();
    await Promise.all([broken.stop(), second.stop()]);
  });

  it("is not thought better of because of parcels of which all was known", async () => {
    const fleet = "known";
    const raw = new Redis(redis.url);
    const names = queueNames(fleet);
    const queue = await connect(redis.url, { fleet });
    const broken = startWorker(redis.url, { fleet, lanes: 1, openBackend: dying });
    const backend = await queue.open(settings);
    const said = async (words: string): Promise<void> => {
      while (!broken.notes.some((note) => note.endsWith(words))) await sleep(50);
    };
    const fails = async (id: number, words: string): Promise<void> => {
      const abort = new AbortController();
      const asked = backend.evaluate(jobOf(problem, { id, source: `${HONEST} // ${id}` }), abort.signal);
      asked.catch(() => {});
      await said(words);
      abort.abort();
    };
    await fails(1, "is gone; it tries again in 5 s");
    const known = jobOf(problem, { id: 2, source: HONEST });
    const { level, engine } = backend.facts;
    const verdict = { status: "error", kind: "threw", message: "", durationMs: 1, level, engine };
    const [lot = ""] = await raw.smembers(names.lots);
    const id = lot.split("-")[0] ?? "";
    const { keys, texts } = names.results(id);
    const key = evaluationKey(known);
    await raw.hset(
      texts,
      "a text",
      seal(SECRET, "result", id, JSON.stringify({ worker: "another", verdicts: [[key, verdict]] })),
    );
    await raw.hset(keys, key, "a text");
    expect(await backend.evaluate(known)).toMatchObject({ status: "error" });
    await fails(3, "is gone; it tries again in 10 s");
    expect(broken.notes.filter((note) => note.endsWith("again in 5 s"))).toHaveLength(1);
    await backend.close();
    await queue.close();
    await broken.stop();
    raw.disconnect();
  });
});
