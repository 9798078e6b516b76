import { Redis } from "ioredis";
import { describe, expect, it } from "vitest";
import type { Evaluation } from "../../../src/core/index.ts";
import { type Job, localBackend, type OpenBackend } from "../../../src/evaluate/index.ts";
import { evaluationKey } from "../../../src/evaluate/queue/evaluation-key.ts";
import { seal } from "../../../src/evaluate/queue/wire/envelope.ts";
import { queueNames, type ResultNames } from "../../../src/evaluate/queue/wire/names.ts";
import type { Problem } from "../../../src/problem/index.ts";
import { hasRedis } from "../../support/redis.ts";
import { jobOf } from "../support/job.ts";
import { HONEST, sumProblem } from "../support/sum-problem.ts";
import { useRedis } from "./redis-server.ts";
import { connect, SECRET, startWorker } from "./support.ts";

const problem = sumProblem();
const settings = { problem, lanes: 1, unsafe: false, onRestart: () => {} };
const jobs = (count: number) =>
  Array.from({ length: count }, (_, id) => jobOf(problem, { id, source: `${HONEST} // ${id}` }));

/** A machine on which every verdict comes about in another way. */
const judging =
  (how: (job: Job, judge: () => Promise<Evaluation>) => Promise<Evaluation>): OpenBackend =>
  async (of) => {
    const backend = await localBackend(of);
    return {
      facts: backend.facts,
      close: () => backend.close(),
      evaluate: (job, signal) => how(job, () => backend.evaluate(job, signal)),
    };
  };
/** A machine that says something besides of all its verdicts, and always that they took a millisecond, by which they travel together. */
const saying = (said: Partial<Evaluation>): OpenBackend =>
  judging(async (_job, judge) => ({ ...(await judge()), ...said, durationMs: 1 }) as Evaluation);

describe.skipIf(!hasRedis)("results on a queue (with redis-server)", () => {
  const server = useRedis();

  async function openRun(fleet: string, openBackend = saying({}), of: Problem = problem) {
    const names = queueNames(fleet);
    const queue = await connect(server.redis.url, { fleet });
    const worker = startWorker(server.redis.url, { fleet, lanes: 1, openBackend });
    const backend = await queue.open({ ...settings, problem: of });
    const [lot = ""] = await server.raw.smembers(names.lots);
    const id = lot.split("-")[0] ?? "";
    const places = names.results(id);
    // what the worker was asked first of all lies there, too
    await server.raw.del(...Object.values(places));
    return {
      ...{ backend, names, places, id, notes: queue.notes, done: names.done(lot) },
      async close(): Promise<void> {
        await backend.close();
        await queue.close();
        await worker.stop();
      },
    };
  }
  /** Lays a text under a key in one step, as workers do: one of theirs may come at the same moment. */
  const lay = (places: ResultNames, key: string, text: string): Promise<unknown> =>
    server.raw
      .multi()
      .hset(places.keys, key, "a text")
      .hset(places.texts, "a text", text)
      .hset(places.counts, "a text", 1)
      .exec();
  const until = async (isSo: () => Promise<boolean>): Promise<void> => {
    while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 50));
  };

  it("that were found together lie in one text, which goes when the last of them is on record", async () => {
    const { backend, places, close } = await openRun("together");
    const all = jobs(40);
    await Promise.all(all.map((job) => backend.evaluate(job)));
    expect(await server.raw.hlen(places.keys)).toBe(40);
    const texts = await server.raw.hlen(places.texts);
    expect(texts).toBeLessThan(40);
    expect(await server.raw.hlen(places.counts)).toBe(texts);
    const [first, ...others] = all;
    for (const job of others) backend.recorded?.(job);
    await until(async () => (await server.raw.hlen(places.keys)) === 1);
    expect([await server.raw.hlen(places.texts), await server.raw.hlen(places.counts)]).toEqual([1, 1]);
    backend.recorded?.(first as (typeof all)[number]);
    await until(async () => (await server.raw.exists(...Object.values(places))) === 0);
    await close();
  });

  it("that are too long for one text come in several, each whole", async () => {
    const metrics = Object.fromEntries(Array.from({ length: 20_000 }, (_, at) => [`metric ${at}`, at]));
    const { backend, places, close } = await openRun("long", saying({ metrics }));
    const verdicts = await Promise.all(jobs(24).map((job) => backend.evaluate(job)));
    expect(
      verdicts.filter((verdict) => verdict.status === "ok" && verdict.metrics["metric 7"] === 7),
    ).toHaveLength(24);
    const sizes = (await server.raw.hvals(places.texts)).map((text) => text.length);
    // each of them is a third of a megabyte
    expect(Math.max(...sizes)).toBeLessThan(1.1 * 2 ** 20);
    await close();
  });

  it("that differ from one on record are told by both workers' names, are not kept, and the first stands when it is asked again", async () => {
    const { backend, places, id, notes, done, close } = await openRun("differing");
    const job = jobOf(problem, { id: 1, source: HONEST });
    const first = await backend.evaluate(job);
    backend.recorded?.(job);
    await until(async () => (await server.raw.exists(places.keys)) === 0);
    const key = evaluationKey(job);
    const other = { ...first, score: 77 } as Evaluation;
    const text = seal(SECRET, "result", id, JSON.stringify({ worker: "liar", verdicts: [[key, other]] }));
    const said = (): readonly string[] => notes.filter((note) => note.startsWith("two verdicts"));
    await lay(places, key, text);
    await server.raw.publish(done, text);
    await until(async () => said().length === 1 && (await server.raw.exists(places.texts)) === 0);
    expect(said()[0]).toMatch(/differ: \S+ says 1, liar says 77; the first stands/);
    await lay(places, key, text);
    expect(await backend.evaluate(job)).toMatchObject({ status: "ok", score: 1 });
    await close();
  });

  /** Waits until a worker tells a result; answers with its text. */
  async function heardOn(done: string, ask: () => void): Promise<string> {
    const ear = new Redis(server.redis.url);
    await ear.subscribe(done);
    const heard = new Promise<string>((resolve) => ear.on("message", (_, text) => resolve(text)));
    ask();
    const text = await heard;
    ear.disconnect();
    return text;
  }

  it("of measurements that come late and say another time are no second verdicts, and are not kept", async () => {
    const timing = { start: "seed.js", hooks: "hooks.js", evaluations: 1, timeMs: 1 };
    const timed = sumProblem();
    const of = { ...timed, definition: { ...timed.definition, timing } } as unknown as Problem;
    const { backend, places, id, notes, done, close } = await openRun("measured", saying({}), of);
    const text = await heardOn(done, () => {
      void backend.evaluate(jobOf(of, { id: 1, source: HONEST }));
    });
    const { verdicts } = JSON.parse(text.slice(text.indexOf("\n") + 1));
    const [[key, verdict]] = verdicts;
    const other = { worker: "late", verdicts: [[key, { ...verdict, score: 77 }]] };
    const late = seal(SECRET, "result", id, JSON.stringify(other));
    await until(async () => (await server.raw.exists(places.keys)) === 0);
    await lay(places, key, late);
    await server.raw.publish(done, late);
    await until(async () => (await server.raw.exists(places.keys, places.texts)) === 0);
    expect(notes.filter((note) => note.startsWith("two verdicts"))).toEqual([]);
    await close();
  });

  it("of evaluations that were called off are not kept, when they come all the same", async () => {
    const { backend, places, id, done, close } = await openRun("called-off");
    const job = jobOf(problem, { id: 1, source: HONEST });
    const verdict = await backend.evaluate(job);
    const off = jobOf(problem, { id: 2, source: `${HONEST} // called off` });
    const abort = new AbortController();
    const asked = backend.evaluate(off, abort.signal);
    setImmediate(() => abort.abort());
    await expect(asked).rejects.toThrow();
    const key = evaluationKey(off);
    const text = seal(SECRET, "result", id, JSON.stringify({ worker: "w", verdicts: [[key, verdict]] }));
    await lay(places, key, text);
    await server.raw.publish(done, text);
    await until(async () => (await server.raw.hexists(places.texts, "a text")) === 0);
    // the verdict of the other one is not on record yet
    await until(async () => (await server.raw.hkeys(places.keys)).join() === evaluationKey(job));
    await close();
  });

  it("are not even looked for when the evaluation is called off while its worker still tests itself", async () => {
    const testing = Promise.withResolvers<void>();
    const passed = Promise.withResolvers<void>();
    const judged: string[] = [];
    const openBackend = judging(async ({ id, source }, judge) => {
      judged.push(source);
      // programs with known verdicts have numbers below zero
      if (id < 0) {
        testing.resolve();
        await passed.promise;
      }
      return judge();
    });
    const { backend, names, close } = await openRun("self-test", openBackend);
    const ear = new Redis(server.redis.url);
    await ear.subscribe(names.cancel);
    const heard = new Promise((resolve) => ear.once("message", resolve));
    const isTesting = testing.promise.then(() => true);
    let [abort, asked, source] = [new AbortController(), Promise.resolve<unknown>(null), ""];
    for (let id = 1, isBehind = false; !isBehind; id++) {
      source = `${HONEST} // ${id}`;
      abort = new AbortController();
      asked = backend.evaluate(jobOf(problem, { id, source }), abort.signal);
      isBehind = await Promise.race([isTesting, asked.then(() => false)]);
    }
    abort.abort();
    await expect(asked).rejects.toThrow();
    await heard;
    // the worker, in this process, is told in the same moment
    await new Promise((resolve) => setTimeout(resolve, 200));
    passed.resolve();
    await backend.evaluate(jobOf(problem, { id: 0, source: HONEST }));
    expect(judged).not.toContain(source);
    ear.disconnect();
    await close();
  });
});
