import { Worker } from "node:worker_threads";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CandidateId, candidateId, type Evaluation } from "../../src/core/index.ts";
import {
  openRecord,
  type OpenRecord,
  openStore,
  type Store,
  type StoreReader,
  type StoreWrite,
  type StoreWriter,
} from "../../src/store/index.ts";
import { anyCandidate, failed, record, sample, scored } from "./samples.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** A writer that lives on a worker thread, behind a port, as an island's does. */
function writerOnAnotherThread(store: Store): { writer: StoreWriter; end: () => Promise<unknown> } {
  const port = store.port();
  const worker = new Worker(new URL("./island-thread.ts", import.meta.url), {
    workerData: port,
    transferList: [port],
  });
  let calls = 0;
  const writer: StoreWriter = {
    write(writes) {
      calls += 1;
      const call = calls;
      return new Promise((resolve, reject) => {
        const listen = (reply: { call: number; code: string | null }): void => {
          if (reply.call !== call) return;
          worker.off("message", listen);
          if (reply.code === null) resolve();
          else reject(Object.assign(new Error(reply.code), { code: reply.code }));
        };
        worker.on("message", listen);
        worker.postMessage({ call, writes });
      });
    },
  };
  return { writer, end: () => worker.terminate() };
}

const WRITERS = {
  "the store itself": (store: Store) => ({
    writer: store as StoreWriter,
    end: async () => undefined as unknown,
  }),
  "a port on another thread": writerOnAnotherThread,
};

describe.each(Object.entries(WRITERS))("a store written by %s", (_name, connect) => {
  const folder = temporaryFolder("store");
  let store: Store;
  let writer: StoreWriter;
  let end: () => Promise<unknown>;
  let opened: OpenRecord;
  let reader: StoreReader;
  beforeAll(async () => {
    store = await openStore({ folder });
    ({ writer, end } = connect(store));
    opened = openRecord({ folder });
    reader = opened.candidates;
  });
  afterAll(async () => {
    opened[Symbol.dispose]();
    await end();
    await store.close();
  });

  it("gives back a candidate exactly, as soon as the write resolves", async () => {
    const plain = sample(0, 0);
    const rich = sample(0, 1, {
      source: "// \ud800 lone surrogate, NUL \0, emoji 🦎\n",
      note: "\udc00",
      strategy: { rates: [1, 0.5], nested: { a: null } },
      evaluation: { ...failed("threw"), artifacts: { log: ["x\u0000"] }, fuel: 0 },
      cached: true,
    });
    await writer.write([record(plain), record(rich)]);
    expect(reader.candidate("i0-s0")).toEqual(plain);
    expect(reader.candidate("i0-s1")).toEqual(rich);
    expect(reader.candidate("i0-s99")).toBeNull();
    expect(Object.getPrototypeOf(reader.candidate("i0-s0"))).toBe(Object.prototype);
  });

  it("takes a repeated write as done", async () => {
    const before = reader.count();
    await writer.write([record(sample(0, 0)), record(sample(0, 0))]);
    expect(reader.count()).toBe(before);
  });

  it("refuses another program for a recorded step, keeps nothing of that call and goes on", async () => {
    const other = sample(0, 0, { source: "export const other = 1;\n" });
    await expect(writer.write([record(sample(0, 2)), record(other)])).rejects.toMatchObject({
      code: "store/conflict",
    });
    expect(reader.candidate("i0-s2")).toBeNull();
    expect(reader.candidate("i0-s0")).toEqual(sample(0, 0));
    await writer.write([record(sample(0, 2))]);
    expect(reader.candidate("i0-s2")).toEqual(sample(0, 2));
  });

  it("refuses scores and places that it could not give back", async () => {
    const wrong: StoreWrite[] = [
      record(sample(0, 50, { evaluation: scored(Number.NaN) })),
      record(sample(0, 50, { evaluation: scored(Number.POSITIVE_INFINITY) })),
      record(sample(0, 1.5)),
      record(sample(-1, 5)),
      record(sample(0, 50, { parents: ["nobody" as CandidateId] })),
      record(sample(0, 50, { operator: undefined as unknown as string })),
      record(sample(0, 50, { evaluation: { status: "ok" } as unknown as Evaluation })),
      { type: "nonsense" } as unknown as StoreWrite,
    ];
    for (const write of wrong)
      await expect(writer.write([write])).rejects.toMatchObject({ code: "store/invalid" });
    expect(reader.candidate("i0-s50")).toBeNull();
  });

  it("refuses one call alone when many are committed together", async () => {
    const calls = [20, 21, 22, 23].map((step) =>
      writer.write([record(sample(3, step, step === 22 ? { evaluation: scored(Number.NaN) } : {}))]),
    );
    const outcomes = await Promise.allSettled(calls);
    expect(outcomes.map((outcome) => outcome.status)).toEqual([
      "fulfilled",
      "fulfilled",
      "rejected",
      "fulfilled",
    ]);
    expect([...reader.steps(3, 0)].map((row) => row.step)).toEqual([20, 21, 23]);
  });

  it("walks lineage: ancestors along first parents, children in step order", async () => {
    await writer.write([
      record(sample(4, 0)),
      record(sample(4, 1, { parents: ["i4-s0"] })),
      record(sample(4, 2, { parents: ["i4-s1", "i4-s0"] })),
      record(sample(4, 3, { parents: ["i4-s1", "i4-s1"] })),
      record(sample(5, 2, { parents: ["i4-s1"] })),
    ]);
    expect(reader.ancestors("i4-s3", 10)).toEqual(["i4-s1", "i4-s0"]);
    expect(reader.ancestors("i4-s3", 1)).toEqual(["i4-s1"]);
    expect(reader.children("i4-s1")).toEqual(["i4-s2", "i5-s2", "i4-s3"]);
    expect(reader.children("i4-s0")).toEqual(["i4-s1", "i4-s2"]);
    expect(reader.children("nonsense" as CandidateId)).toEqual([]);
  });

  it("streams the steps of one island from a given one, past a page's end", async () => {
    const writes = Array.from({ length: 4200 }, (_, step) => record(sample(6, step)));
    await writer.write(writes);
    const rows = [...reader.steps(6, 3)];
    expect(rows).toHaveLength(4197);
    expect(rows[0]).toEqual({
      island: 6,
      step: 3,
      parents: ["i6-s2"],
      operator: "mutate",
      fingerprintText: sample(6, 3).fingerprint.text,
      fingerprintTree: sample(6, 3).fingerprint.tree,
      score: 0.3,
      features: { length: 40, spread: 0.25 },
    });
    expect(rows.every((row, index) => row.step === index + 3)).toBe(true);
    expect([...reader.candidates(6, 3900)].map((candidate) => candidate.step)).toEqual(
      Array.from({ length: 300 }, (_, index) => index + 3900),
    );
    expect([...reader.fingerprints(6, 4, 6)]).toEqual(
      [4, 5, 6].map((step) => ({ step, tree: sample(6, step).fingerprint.tree })),
    );
    expect([...reader.fingerprints(6, 0, 9999)]).toHaveLength(4200);
    expect(reader.lastStep(6)).toBe(4199);
    expect(reader.lastStep(77)).toBe(-1);
  });

  it("counts per island and finds the first gap", async () => {
    await writer.write([0, 1, 2, 4, 5, 9].map((step) => record(sample(7, step))));
    await writer.write([record(sample(8, 3))]);
    const found = reader.islands();
    expect(found.find((one) => one.island === 6)).toEqual({ island: 6, recorded: 4200, prefix: 4200 });
    expect(found.find((one) => one.island === 7)).toEqual({ island: 7, recorded: 6, prefix: 3 });
    expect(found.find((one) => one.island === 8)).toEqual({ island: 8, recorded: 1, prefix: 0 });
  });

  it("ranks by score, then step, then island, in either direction", async () => {
    await writer.write([
      record(sample(9, 2, { evaluation: scored(1e9) })),
      record(sample(9, 1, { evaluation: scored(1e9) })),
      record(sample(10, 1, { evaluation: scored(1e9) })),
      record(sample(10, 0, { evaluation: scored(-1e9) })),
      record(sample(9, 0, { evaluation: scored(-1e9) })),
    ]);
    expect(reader.top("maximise", 3)).toEqual(["i9-s1", "i10-s1", "i9-s2"]);
    expect(reader.top("minimise", 2)).toEqual(["i9-s0", "i10-s0"]);
  });

  it("counts failures by kind and lists the latest first", async () => {
    await writer.write(
      [0, 1, 2].map((step) => record(sample(11, step, { evaluation: failed(step === 1 ? "wall" : "fuel") }))),
    );
    expect(reader.failures()).toMatchObject({ fuel: 2, wall: 1 });
    expect(reader.failures()).not.toHaveProperty("ok");
    expect(reader.failed("fuel", 5)).toEqual(["i11-s2", "i11-s0"]);
    expect([...reader.steps(11, 1)][0]).toMatchObject({ score: null, features: {} });
  });

  it("finds the verdict on record for a text, the earliest of them", async () => {
    const source = "export const twice = 2;\n";
    await writer.write([
      record(sample(13, 4, { source, evaluation: scored(2) })),
      record(sample(12, 7, { source, evaluation: scored(3), cached: true })),
    ]);
    expect(reader.verdictOf(source)).toEqual(scored(2));
    expect(reader.verdictOf("never written")).toBeNull();
    expect(reader.sources(["i12-s7", "i13-s4", "i13-s99"])).toEqual(
      new Map<CandidateId, string>([
        ["i12-s7", source],
        ["i13-s4", source],
      ]),
    );
  });

  it("keeps borders, refuses to change them", async () => {
    const border = { island: 1, epoch: 2, emigrants: ["i1-s3", "i1-s7"], best: "i1-s7" } as const;
    await writer.write([
      { type: "border", border },
      { type: "border", border },
    ]);
    await writer.write([{ type: "border", border: { island: 2, epoch: 1, emigrants: [], best: null } }]);
    expect(reader.border(1, 2)).toEqual(border);
    expect(reader.border(2, 1)).toEqual({ island: 2, epoch: 1, emigrants: [], best: null });
    expect(reader.border(1, 3)).toBeNull();
    await expect(
      writer.write([{ type: "border", border: { ...border, best: "i1-s3" } }]),
    ).rejects.toMatchObject({
      code: "store/conflict",
    });
  });

  it("gives the newest checkpoint, whatever the order in which they came", async () => {
    for (const step of [10, 30, 20]) {
      await writer.write([{ type: "checkpoint", checkpoint: { island: 1, step, state: { at: step } } }]);
    }
    expect(reader.checkpoint(1)).toEqual({ island: 1, step: 30, state: { at: 30 } });
    expect(reader.checkpoint(2)).toBeNull();
  });

  it("keeps each decision once, in the order taken, and the last value of a meta key", async () => {
    const raise = (evaluations: number): StoreWrite => ({
      type: "decision",
      decision: { kind: "budget", data: { evaluations } },
    });
    await writer.write([raise(300), raise(200), raise(300)]);
    expect(reader.decisions("budget").map((decision) => decision.data)).toEqual([
      { evaluations: 300 },
      { evaluations: 200 },
    ]);
    expect(reader.decisions("none")).toEqual([]);
    await writer.write([{ type: "meta", key: "status", value: "running" }]);
    await writer.write([{ type: "meta", key: "status", value: { ended: ["budget"] } }]);
    expect(reader.meta("status")).toEqual({ ended: ["budget"] });
    expect(reader.meta("nothing")).toBeNull();
  });
});

it("reads the same whatever the order, the grouping and the repetition of the writes", async () => {
  const places = [0, 1, 2].flatMap((island) => [0, 1, 2, 3].map((step) => [island, step] as const));
  const everything = fc.tuple(...places.map(([island, step]) => anyCandidate(island, step)));
  const read = async (calls: readonly (readonly StoreWrite[])[]) => {
    const folder = temporaryFolder("store");
    const store = await openStore({ folder });
    await Promise.all(calls.map((writes) => store.write(writes)));
    await store.close();
    using opened = openRecord({ folder });
    const reader = opened.candidates;
    const seen = {
      candidates: places.map(([island, step]) => reader.candidate(candidateId(island, step))),
      children: places.map(([island, step]) => reader.children(candidateId(island, step))),
      ancestors: places.map(([island, step]) => reader.ancestors(candidateId(island, step), 5)),
      top: [reader.top("maximise", 20), reader.top("minimise", 20)],
      steps: [0, 1, 2].map((island) => [...reader.steps(island, 0)]),
      failures: reader.failures(),
      verdicts: places.map(([island, step]) =>
        reader.verdictOf(reader.candidate(candidateId(island, step))?.source ?? ""),
      ),
      checkpoints: [0, 1, 2].map((island) => reader.checkpoint(island)),
    };
    return seen;
  };
  await fc.assert(
    fc.asyncProperty(everything, fc.infiniteStream(fc.nat()), async (candidates, draws) => {
      const next = (): number => draws.next().value ?? 0;
      const writes: StoreWrite[] = [
        ...candidates.map(record),
        ...places.map(
          ([island, step]): StoreWrite => ({ type: "checkpoint", checkpoint: { island, step, state: step } }),
        ),
      ];
      const shuffled = [...writes, ...writes.slice(0, 5)]
        .map((write) => ({ write, key: next() }))
        .sort((a, b) => a.key - b.key)
        .map(({ write }) => [write]);
      const straight = await read([writes]);
      expect(straight.candidates).toEqual(candidates);
      expect(await read(shuffled)).toEqual(straight);
    }),
    { numRuns: 12, seed: 7 },
  );
});
