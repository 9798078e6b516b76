import { Queue } from "bullmq";
import type { Redis } from "ioredis";
import { describe, expect, it } from "vitest";
import { fleetStatus, localBackend, type OpenBackend } from "../../../src/evaluate/index.ts";
import { evaluationKey } from "../../../src/evaluate/queue/evaluation-key.ts";
import { seal } from "../../../src/evaluate/queue/wire/envelope.ts";
import { queueNames, type ResultNames } from "../../../src/evaluate/queue/wire/names.ts";
import { hasRedis } from "../../support/redis.ts";
import { jobOf } from "../support/job.ts";
import { HONEST, sumProblem } from "../support/sum-problem.ts";
import { useRedis } from "./redis-server.ts";
import { connect, SECRET, startWorker } from "./support.ts";

const problem = sumProblem();
const settings = { problem, lanes: 1, unsafe: false, onRestart: () => {} };
const program = (text: string): string => `export function solve() { return ${text}; }`;

/** Puts a text where the result of an evaluation lies. */
async function writeResult(
  raw: Redis,
  { keys, texts }: ResultNames,
  key: string,
  text: string,
): Promise<void> {
  await raw.hset(texts, `text of ${key}`, text);
  await raw.hset(keys, key, `text of ${key}`);
}

/** The text where the result of an evaluation lies; empty where there is none. */
async function resultAt(raw: Redis, { keys, texts }: ResultNames, key: string): Promise<string> {
  const name = (await raw.hget(keys, key)) ?? "";
  return (await raw.hget(texts, name)) ?? "";
}

describe.skipIf(!hasRedis)("a queue on which others write (with redis-server)", () => {
  const server = useRedis();

  it("refuses forged, misplaced, oversized, unsigned and other versions' results by name, and gets the true verdict all the same", async () => {
    const names = queueNames("results");
    const queue = await connect(server.redis.url, { fleet: "results" });
    const worker = startWorker(server.redis.url, { fleet: "results", lanes: 1 });
    const backend = await queue.open(settings);
    const [lot = ""] = await server.raw.smembers(names.lots);
    const id = lot.split("-")[0] ?? "";
    const evaluation = {
      ...{ status: "ok", kind: "ok", score: 99, metrics: {}, features: {}, message: "" },
      ...{ durationMs: 1, level: 1, engine: backend.facts.engine },
    };
    const ok = (key: string): string => JSON.stringify({ worker: "w", verdicts: [[key, evaluation]] });
    const key = (source: string): string => evaluationKey(jobOf(problem, { id: 1, source }));
    const write = (at: string, text: string): Promise<void> =>
      writeResult(server.raw, names.results(id), at, text);
    const forged = program("1");
    const replayed = program("2");
    const huge = program("3");
    const unsigned = program("4");
    const older = program("5");
    const empty = program("6");
    const stranger = Buffer.from("another secret of no use");
    await write(key(forged), seal(stranger, "result", id, ok(key(forged))));
    await write(key(replayed), seal(SECRET, "result", id, ok(key(program("9")))));
    await write(key(huge), "x".repeat((16 << 20) + 1));
    await write(key(unsigned), `3 result  ${id}\n${ok(key(unsigned))}`);
    await write(key(older), seal(SECRET, "result", id, ok(key(older))).replace(/^3/, "1"));
    await write(key(empty), "");
    const formless = seal(
      SECRET,
      "result",
      id,
      JSON.stringify({ worker: "w", verdicts: [[key(HONEST), {}]] }),
    );
    for (const message of ["nonsense", formless, "x".repeat((16 << 20) + 1)])
      await server.raw.publish(names.done(lot), message);
    const sources = [forged, replayed, huge, unsigned, older, empty, HONEST];
    const verdicts = await Promise.all(
      sources.map((source, index) => backend.evaluate(jobOf(problem, { id: index, source }))),
    );
    expect(verdicts.filter((verdict) => verdict.status === "ok" && verdict.score < 2)).toHaveLength(7);
    const { refused } = await fleetStatus({ url: server.redis.url, secret: SECRET, fleet: "results" });
    expect(Object.keys(refused).sort()).toEqual([
      "result forged",
      "result malformed",
      "result misplaced",
      "result oversized",
      "result unsigned",
      "result version",
    ]);
    await backend.close();
    await queue.close();
    await worker.stop();
  });

  it("refuses true results that are replayed from another run, or told in each other's place, and takes none of their scores", async () => {
    const fleet = "replays";
    const names = queueNames(fleet);
    const worker = startWorker(server.redis.url, { fleet, lanes: 1 });
    const key = (source: string): string => evaluationKey(jobOf(problem, { id: 1, source }));
    const openRun = async (label: string) => {
      const queue = await connect(server.redis.url, { fleet, label });
      const backend = await queue.open(settings);
      const [lot = ""] = await server.raw.smembers(names.lots);
      const judge = (source: string) => backend.evaluate(jobOf(problem, { id: 1, source }));
      const close = async (): Promise<void> => {
        await backend.close();
        await queue.close();
      };
      return { results: names.results(lot.split("-")[0] ?? ""), judge, close };
    };
    const [repeated, exchanged] = [program("26"), program("2")];
    const earlier = await openRun("earlier");
    await earlier.judge(repeated);
    const ofEarlier = await resultAt(server.raw, earlier.results, key(repeated));
    await earlier.close();
    const run = await openRun("run");
    await run.judge(HONEST);
    const ofHonest = await resultAt(server.raw, run.results, key(HONEST));
    expect([ofEarlier, ofHonest]).not.toContain("");
    // the same program's result of another run; then this run's result of a better program
    await writeResult(server.raw, run.results, key(repeated), ofEarlier);
    await writeResult(server.raw, run.results, key(exchanged), ofHonest);
    const verdicts = await Promise.all([repeated, exchanged].map(run.judge));
    expect(verdicts).toMatchObject([{ score: 1 / 6 }, { score: 1 / 30 }]);
    // signed anew for their places
    const lying = await Promise.all(
      [repeated, exchanged].map((of) => resultAt(server.raw, run.results, key(of))),
    );
    for (const text of ["", ofEarlier, ofHonest]) expect(lying).not.toContain(text);
    const { refused } = await fleetStatus({ url: server.redis.url, secret: SECRET, fleet });
    expect(Object.keys(refused)).toEqual(["result misplaced"]);
    await run.close();
    await worker.stop();
  });

  it("refuses a key that is put at another's true result, which stays for its own key", async () => {
    const fleet = "pointers";
    const names = queueNames(fleet);
    const queue = await connect(server.redis.url, { fleet });
    const worker = startWorker(server.redis.url, { fleet, lanes: 1 });
    const backend = await queue.open(settings);
    const [lot = ""] = await server.raw.smembers(names.lots);
    const places = names.results(lot.split("-")[0] ?? "");
    const [own, foreign] = [HONEST, program("2")].map((source, id) => jobOf(problem, { id, source }));
    if (own === undefined || foreign === undefined) throw new Error("two jobs");
    const verdict = await backend.evaluate(own);
    const name = (await server.raw.hget(places.keys, evaluationKey(own))) ?? "";
    const text = (await server.raw.hget(places.texts, name)) ?? "";
    await server.raw.hset(places.keys, evaluationKey(foreign), name);
    expect(await Promise.all([own, foreign].map((job) => backend.evaluate(job)))).toMatchObject([
      { score: 1, durationMs: verdict.durationMs },
      { score: 1 / 30 },
    ]);
    expect(await server.raw.hget(places.texts, name)).toBe(text);
    const { refused } = await fleetStatus({ url: server.redis.url, secret: SECRET, fleet });
    expect(Object.keys(refused)).toEqual(["result misplaced"]);
    await backend.close();
    await queue.close();
    await worker.stop();
  });

  it("refuses parcels that nobody signed, or that were signed for another place, and tells a stranger's run nothing", async () => {
    const names = queueNames("parcels");
    const queue = await connect(server.redis.url, { fleet: "parcels" });
    const worker = startWorker(server.redis.url, { fleet: "parcels", lanes: 1 });
    const backend = await queue.open(settings);
    const [lot = ""] = await server.raw.smembers(names.lots);
    const writer = new Queue(lot, { connection: server.raw, prefix: names.prefix });
    const body = JSON.stringify({ id: "a", errands: [], avoid: [] });
    await writer.add("parcel", { text: `3 parcel  ${lot}/a\n${body}` }, { jobId: "a" });
    await writer.add("parcel", { text: seal(SECRET, "parcel", "another-queue/b", body) }, { jobId: "b" });
    await writer.add(
      "parcel",
      { text: seal(SECRET, "parcel", `${lot}/c`, body).replace(/^3/, "4") },
      { jobId: "c" },
    );
    await writer.add("parcel", { run: "rm -rf /" }, { jobId: "d" });
    await writer.add("parcel", { text: "x".repeat((32 << 20) + 1) }, { jobId: "e" });
    // a stranger's run, and one whose bundle is another one's
    await server.raw.sadd(names.lots, "stranger");
    await server.raw.set(
      names.lot("stranger"),
      seal(Buffer.from("another secret of no use"), "lot", "stranger", "{}"),
    );
    // it is looked at anew for each word, and spoken of once
    for (let words = 0; words < 3; words++) await server.raw.publish(names.wake, "stranger");
    const ofStranger = (): readonly string[] =>
      worker.notes.filter((note) => note.includes("cannot serve stranger"));
    const until = Date.now() + 100_000;
    let refused = {};
    while ((Object.keys(refused).length < 4 || ofStranger().length === 0) && Date.now() < until) {
      await backend.evaluate(jobOf(problem, { id: 9, source: HONEST }));
      ({ refused } = await fleetStatus({ url: server.redis.url, secret: SECRET, fleet: "parcels" }));
    }
    expect(refused).toEqual({
      "parcel unsigned": 2,
      "parcel misplaced": 1,
      "parcel version": 1,
      "parcel oversized": 1,
    });
    await writer.close();
    await backend.close();
    await queue.close();
    await worker.stop();
    expect(worker.notes.join("\n")).toMatch(/a parcel was refused: misplaced/);
    expect(ofStranger()).toEqual([expect.stringMatching(/forged; is this machine's secret the run's\?$/)]);
  });

  const hintShown = async (fleet: string): Promise<string | undefined> => {
    for (;;) {
      const { workers } = await fleetStatus({ url: server.redis.url, secret: SECRET, fleet });
      const [unable] = workers.flatMap(({ unable }) => Object.values(unable));
      if (unable !== undefined) return unable.hint;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };

  it("refuses bundles that are forged, of another problem or version, or none, by name", async () => {
    const queue = await connect(server.redis.url, { fleet: "bundles" });
    const opening = queue.open(settings);
    const names = queueNames("bundles");
    let place = "";
    while (place === "") [place = ""] = await server.raw.keys(`${names.bundle("")}*`);
    const hash = place.slice(names.bundle("").length);
    const text = (await server.raw.get(place)) ?? "";
    const body = text.slice(text.indexOf("\n") + 1);
    const bad: readonly (readonly [text: string, refusal: string])[] = [
      [seal(Buffer.from("another secret of no use"), "bundle", hash, body), "forged"],
      [seal(SECRET, "bundle", "0".repeat(hash.length), body), "misplaced"],
      [text.replace(/^3/, "1"), "version"],
      [body, "malformed"],
      ["", "it is not there"],
    ];
    for (const [written, refusal] of bad) {
      await server.raw.set(place, written);
      const worker = startWorker(server.redis.url, { fleet: "bundles", lanes: 1 });
      const said = (): boolean =>
        worker.notes.some((note) => note.includes(`the bundle was refused: ${refusal}`));
      for (const until = Date.now() + 100_000; !said() && Date.now() < until; )
        await new Promise((resolve) => setTimeout(resolve, 50));
      expect(worker.notes.join("\n")).toContain(`the bundle was refused: ${refusal}`);
      expect(await hintShown("bundles")).toMatch(/^have the run lay it there anew \(galapagos queue purge/);
      await worker.stop();
    }
    await server.raw.set(place, text);
    const worker = startWorker(server.redis.url, { fleet: "bundles", lanes: 1 });
    const backend = await opening;
    expect(await backend.evaluate(jobOf(problem, { id: 1, source: HONEST }))).toMatchObject({ score: 1 });
    await backend.close();
    await queue.close();
    await worker.stop();
  });

  it("puts a worker aside that does not find a known verdict, and goes on with another", async () => {
    const wrong: OpenBackend = async (of) => {
      const backend = await localBackend(of);
      return {
        ...backend,
        facts: backend.facts,
        close: () => backend.close(),
        async evaluate(job, signal) {
          const verdict = await backend.evaluate(job, signal);
          return verdict.status === "ok" ? { ...verdict, score: verdict.score + 1 } : verdict;
        },
      };
    };
    const queue = await connect(server.redis.url, { fleet: "canaries" });
    const good = startWorker(server.redis.url, { fleet: "canaries", lanes: 1 });
    const backend = await queue.open(settings);
    expect(await backend.evaluate(jobOf(problem, { id: 1, source: HONEST }))).toMatchObject({ score: 1 });
    await good.stop();
    const bad = startWorker(server.redis.url, { fleet: "canaries", lanes: 1, openBackend: wrong });
    const asked = backend.evaluate(jobOf(problem, { id: 2, source: program("31") }));
    while (!bad.notes.some((note) => note.startsWith("in quarantine")))
      await new Promise((resolve) => setTimeout(resolve, 50));
    const { workers } = await fleetStatus({ url: server.redis.url, secret: SECRET, fleet: "canaries" });
    expect(workers[0]?.quarantine).toMatch(/known score 1 got 2 /);
    const mended = startWorker(server.redis.url, { fleet: "canaries", lanes: 1 });
    expect(await asked).toMatchObject({ score: 1 });
    await backend.close();
    await queue.close();
    await Promise.all([bad.stop(), mended.stop()]);
  });
});
