import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { JsonObject, RunEvent } from "../../src/core/index.ts";
import {
  createOfflineMutator,
  type StandInFaults,
  type StandInServer,
  startStandIn,
} from "../../src/stand-in/index.ts";
import { renderSummary } from "../../src/report/text/summary.ts";
import { readRunRecord, repeatFromJournal, summariseRun } from "../../src/run/index.ts";
import { openRecord, type StoredCall } from "../../src/store/index.ts";
import { candidatesOf, digestByHand, outcome, sharedWorkers, SLOPE, useLab } from "./support.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { loadProblem } from "../../src/problem/index.ts";

const KEY = "sk-test-9f8e7d6c5b4a39281706";
const KEY_VARIABLE = "GALAPAGOS_TEST_MODEL_KEY";
const root = temporaryFolder("run");
const lab = useLab(root);
const workers = sharedWorkers();

/** Plan, execute, summarize with an executor. */
function planned(executor: "chat" | "react" | "fuse"): JsonObject {
  return { calls: "plan", repairs: 2, executor, ...(executor === "fuse" && { stuck: 0 }) };
}

/** What the judges turn on: 10 % malformed, 5 % 429, 2 % cut; the model itself errs too. */
const FAULTS: Partial<StandInFaults> = {
  malformed: 0.1,
  rateLimited: 0.05,
  cut: 0.02,
  refusal: 0.02,
  truncated: 0.03,
  prose: 0.03,
  wrongEdit: 0.08,
  untidy: 0.05,
};

const servers: StandInServer[] = [];
async function serve(faults: Partial<StandInFaults> = FAULTS, medianMs = 0): Promise<StandInServer> {
  const server = await startStandIn({
    mutate: createOfflineMutator(),
    faults,
    seed: "models",
    key: KEY,
    retryAfterSeconds: 0,
    ...(medianMs > 0 ? { latency: { medianMs, p99Ratio: 8 } } : {}),
  });
  servers.push(server);
  return server;
}

beforeAll(() => {
  process.env[KEY_VARIABLE] = KEY;
});
afterAll(async () => {
  delete process.env[KEY_VARIABLE];
  await Promise.all(servers.map((server) => server.close()));
});

function models(server: StandInServer, more: JsonObject = {}): JsonObject {
  const price = { inputUsd: 1, outputUsd: 2 };
  const model = { id: "m", model: "m", baseUrl: server.url, keyVariable: KEY_VARIABLE, price };
  return { islands: 2, inFlight: 4, migration: { interval: 6 }, models: [model], ...more };
}

function callsOf(folder: string): readonly StoredCall[] {
  using opened = openRecord({ folder });
  const reader = opened.calls;
  return [...reader.all()];
}

/** Calls that were sent again although their reply was on record. */
function paidTwice(calls: readonly StoredCall[]): number {
  const done = new Set<string>();
  let again = 0;
  for (const { island, step, purpose, attempt, outcome: end } of calls) {
    const key = `${island}/${step}/${purpose}/${attempt}`;
    if (done.has(key)) again++;
    if ((end as JsonObject | null)?.status === "done") done.add(key);
  }
  return again;
}

/** Options that interrupt a sitting after that many steps. */
function interruptedAfter(steps: number): {
  signal: AbortSignal;
  onEvents: (events: readonly RunEvent[]) => void;
} {
  const abort = new AbortController();
  let seen = 0;
  return {
    signal: abort.signal,
    onEvents(events) {
      seen += events.filter(({ type }) => type === "step").length;
      if (seen >= steps) abort.abort();
    },
  };
}

describe("a run with a model", () => {
  it.each(["one-call", "chat", "react"] as const)(
    "completes every step in %s mode while the endpoint misbehaves, and its ledger is exact",
    async (mode) => {
      const server = await serve();
      const directed = mode === "one-call" ? { reflection: 4 } : planned(mode);
      const run = await lab.run(models(server, { evaluations: 16, directed }));
      expect(run).toMatchObject({ evaluations: 16, status: "done", stopped: "budget" });
      expect(run.digest).toBe(digestByHand(run.folder));
      const candidates = candidatesOf(run.folder);
      expect(candidates).toHaveLength(16);
      for (const { step, story, parents } of candidates) {
        if (step === 0) continue;
        expect(parents.length).toBeGreaterThan(0);
        expect(story).toMatchObject({ model: "m", mode });
      }
      const totals = server.totals();
      expect(totals.faults.malformed).toBeGreaterThan(0);
      expect(run.calls).toBe(totals.requests);
      // dollars per million: one for prompts, two for replies
      const charged = (totals.chargedPromptTokens + 2 * totals.chargedCompletionTokens) / 1e6;
      const costUsd = run.costUsd ?? Number.NaN;
      expect(costUsd).toBeLessThanOrEqual(charged);
      expect(charged).toBeLessThanOrEqual(costUsd + run.unsettledUsd);
      const settled = callsOf(run.folder).reduce(
        (sum, { used }) => sum + Number((used as JsonObject | null)?.nanoUsd ?? 0),
        0,
      );
      expect(costUsd).toBeCloseTo(settled / 1e9, 12);
      // trials count: the seed once, and every program that was scored within a step
      expect(run.evaluatorCalls).toBeGreaterThan(5);
    },
    150_000,
  );

  it.each([
    ["chat", 1, false],
    ["react", 8, true],
    ["one-call", 2, false],
  ] as const)(
    "in %s mode, %i steps in flight, embeddings %s: goes on after interruptions as if it had never stopped, and pays for nothing twice",
    async (mode, inFlight, compares) => {
      const settingsOf = (server: StandInServer): JsonObject => {
        const embedding = { model: "e", baseUrl: server.url, keyVariable: KEY_VARIABLE, price: "free" };
        const how = mode === "one-call" ? { reflection: 3 } : planned(mode);
        const directed = compares ? { ...how, embedding, similarity: 0.9995 } : how;
        return models(server, { evaluations: 12, inFlight, directed });
      };
      const whole = await lab.run(settingsOf(await serve()));
      // slow enough that an interruption comes before the end, on a busy machine too
      const server = await serve(FAULTS, 20);
      const cut = await lab.run(settingsOf(server), interruptedAfter(3));
      let summary: typeof whole | Awaited<ReturnType<typeof lab.resume>> = cut;
      let sittings = 1;
      while (summary.status !== "done") {
        expect(summary.status).toBe("interrupted");
        summary = await lab.resume(cut.folder, {}, interruptedAfter(4 + 2 * sittings));
        sittings++;
        expect(sittings).toBeLessThan(30);
      }
      expect(sittings).toBeGreaterThan(1);
      expect(outcome(summary)).toEqual(outcome(whole));
      expect(paidTwice(callsOf(cut.folder))).toBe(0);
      expect(server.totals().requests).toBe(summary.calls);
      const stories = (folder: string) => candidatesOf(folder).map(({ story }) => story);
      expect(stories(cut.folder)).toEqual(stories(whole.folder));
    },
    150_000,
  );

  it("keeps other methods beside its grid, on record and through interruptions", async () => {
    const settings = models(await serve({}, 3), {
      islands: 1,
      inFlight: 2,
      evaluations: 14,
      migration: { interval: 4 },
    });
    const archive = { cells: "single", methods: 3 };
    const whole = await lab.run({ ...settings, archive });
    expect(whole.islands[0]).toMatchObject({ elites: 1, methods: expect.any(Number) });
    const cut = await lab.run({ ...settings, archive }, interruptedAfter(5));
    let summary: Awaited<ReturnType<typeof lab.resume>> = cut;
    for (let sitting = 1; summary.status !== "done"; sitting++)
      summary = await lab.resume(cut.folder, {}, interruptedAfter(4 + 2 * sitting));
    expect(outcome(summary)).toEqual(outcome(whole));
    const none = await lab.run({ ...settings, archive: { methods: 0 } });
    expect(none.islands[0]).not.toHaveProperty("methods");
  });

  it("is repeated from its journal with no endpoint, to the same digest", async () => {
    const server = await serve();
    const run = await lab.run(models(server, { evaluations: 10 }));
    await server.close();
    servers.splice(servers.indexOf(server), 1);
    delete process.env[KEY_VARIABLE];
    try {
      const again = await repeatFromJournal({
        from: run.folder,
        reload: () => loadProblem(SLOPE),
        resultsRoot: root,
        name: "repeated",
        lanes: 1,
        workers,
      });
      expect(outcome(again)).toEqual(outcome(run));
      expect(again).toMatchObject({ calls: run.calls, tokens: run.tokens, costUsd: run.costUsd });
    } finally {
      process.env[KEY_VARIABLE] = KEY;
    }
  });
});

describe("what a run may spend", () => {
  it("a run that its budget stopped is repeated from its journal to the same digest", async () => {
    const server = await serve({}, 2);
    const budget = { usd: null, tokens: null, requests: 30 };
    const small = await lab.run(models(server, { evaluations: 30, directed: planned("fuse"), budget }));
    expect(small).toMatchObject({ status: "done", stopped: "budget", calls: 30 });
    expect(small.evaluations).toBeLessThan(30);
    // which of its budgets it was, is said
    const { config, problem } = readRunRecord({ folder: small.folder });
    const overview = { summary: small, definition: problem.definition, config, reachesTarget: null };
    expect(renderSummary(overview as never, small.folder)).toContain("· budget used (30 of 30 requests)\n");
    const again = await repeatFromJournal({
      from: small.folder,
      reload: () => loadProblem(SLOPE),
      resultsRoot: root,
      name: "repeated-budget",
      lanes: 1,
      workers,
    });
    expect(outcome(again)).toEqual(outcome(small));
  });

  it("is a hard ceiling; the run stops in good order and goes on with a larger one as if it had it all along", async () => {
    const settings = { evaluations: 14, directed: planned("chat") } as const;
    const server = await serve({});
    const whole = await lab.run(models(server, settings));
    const before = server.totals().requests;
    const small = await lab.run(
      models(server, { ...settings, budget: { usd: null, tokens: null, requests: 26 } }),
    );
    expect(small).toMatchObject({ status: "done", stopped: "budget", calls: 26 });
    expect(server.totals().requests - before).toBe(26);
    expect(small.evaluations).toBeLessThan(14);
    expect(small.digest).toBe(digestByHand(small.folder));
    const large = { budget: { usd: null, tokens: null, requests: 4000 } };
    const resumed = await lab.resume(small.folder, large);
    expect(outcome(resumed)).toEqual(outcome(whole));
    expect(resumed.calls).toBe(whole.calls);
    expect(paidTwice(callsOf(small.folder))).toBe(0);
  });

  it("a rejected key ends the run with exit code 3, saved, and it goes on when the key is right", async () => {
    const server = await serve({});
    const settings = models(server, { evaluations: 8, directed: planned("chat") });
    process.env[KEY_VARIABLE] = "sk-wrong-000011112222";
    let folder = "";
    const onEvents = (events: readonly RunEvent[]): void => {
      for (const event of events) if (event.type === "run-started") folder = event.run;
    };
    try {
      await expect(lab.run(settings, { onEvents })).rejects.toMatchObject({
        code: "run/provider",
        exitCode: 3,
      });
    } finally {
      process.env[KEY_VARIABLE] = KEY;
    }
    expect(summariseRun({ folder })).toMatchObject({ status: "interrupted", stopped: "provider" });
    const resumed = await lab.resume(folder);
    expect(resumed).toMatchObject({ status: "done", evaluations: 8 });
    expect(outcome(resumed)).toEqual(outcome(await lab.run(settings)));
  });
});

describe("keys and foreign text", () => {
  it("no file of the run holds a key, and prices and prompts are frozen into the record", async () => {
    const run = await lab.run(models(await serve({}), { evaluations: 24 }));
    for (const entry of readdirSync(run.folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const text = readFileSync(join(entry.parentPath, entry.name)).toString("latin1");
      expect(text.includes(KEY), entry.name).toBe(false);
    }
    const { models: frozen } = readRunRecord(run);
    expect(frozen?.prices.m?.source).toBe("stated by the user");
    expect(frozen?.prompts.plan).toContain("{{parent}}");
    using opened = openRecord({ folder: run.folder });
    const reader = opened.candidates;
    expect(reader.checkpoint(0)).not.toBeNull();
  });
});
