import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { JsonObject, RunEvent } from "../../src/core/index.ts";
import { createDrainingGateway } from "../../src/run/models/draining-gateway.ts";
import { modelNews } from "../../src/run/models/model-news.ts";
import type { CallFailure, LedgerState } from "../../src/llm/index.ts";
import { Overtime } from "../../src/run/sitting/overtime.ts";
import { summariseRun } from "../../src/run/index.ts";
import { completion, error, json, startOddServer, usage } from "../support/odd-server.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { galapagos } from "../cli/support.ts";
import { outcome, useLab } from "./support.ts";

const lab = useLab(temporaryFolder("odd-models"));
const settingsFor = (baseUrl: string, more: JsonObject = {}): JsonObject => ({
  islands: 1,
  inFlight: 2,
  evaluations: 6,
  directed: { calls: "plan", executor: "chat", rounds: 1, parallel: 1, repairs: 0 },
  models: [{ id: "m", model: "odd", baseUrl, keyVariable: null, price: { inputUsd: 1, outputUsd: 2 } }],
  ...more,
});

/** What a run told while it went on, and its folder. */
function heard() {
  const found = { folder: "", warnings: [] as string[] };
  const onEvents = (events: readonly RunEvent[]): void => {
    for (const event of events) {
      if (event.type === "run-started") found.folder = event.run;
      if (event.type === "warning") found.warnings.push(event.message);
    }
  };
  return { found, onEvents };
}

describe("a run", () => {
  it("whose every call is refused stops after a few with exit code 3 and the server's words, and goes on when it is mended", async () => {
    let isMended = false;
    await using server = await startOddServer((call) =>
      isMended
        ? json(call, 200, completion({ content: "I see nothing to change." }, "stop", usage(1500, 9)))
        : json(call, 400, error("The operation is not possible here")),
    );
    const { found, onEvents } = heard();
    await expect(lab.run(settingsFor(server.url, { evaluations: 300 }), { onEvents })).rejects.toMatchObject({
      code: "run/provider",
      exitCode: 3,
      message: "the run is saved and waits: 400 The operation is not possible here",
    });
    expect(server.bodies.length).toBeLessThan(8);
    expect(summariseRun({ folder: found.folder })).toMatchObject({
      status: "interrupted",
      stopped: "provider",
    });
    const { stdout } = await galapagos(["inspect", found.folder]);
    expect(stdout).toContain("saved; a model's provider fails");
    isMended = true;
    const resumed = await lab.resume(found.folder, { evaluations: 6 });
    expect(resumed).toMatchObject({ status: "done", evaluations: 6 });
  });

  it("tells what its server does not take, once, and counts every request, reasoning and estimates", async () => {
    await using server = await startOddServer((call) => {
      if (JSON.stringify(call.body).includes('"role":"system"'))
        return json(call, 400, error("System role not supported"));
      const thought = {
        completion_tokens_details: { reasoning_tokens: 30 },
        prompt_tokens_details: { cached_tokens: 300 },
      };
      const counted = call.number % 2 === 0 ? usage(1500, 40, thought) : {};
      return json(call, 200, completion({ content: "I see nothing to change." }, "stop", counted));
    });
    const { found, onEvents } = heard();
    const run = await lab.run(settingsFor(server.url), { onEvents });
    expect(run).toMatchObject({
      status: "done",
      evaluations: 6,
      calls: server.bodies.length,
      unsettledUsd: 0,
    });
    expect(run.reasoningTokens).toBeGreaterThan(0);
    expect(run.estimatedTokens).toBeGreaterThan(0);
    expect(run.cachedTokens).toBeGreaterThan(0);
    expect(run.promptTokens).toBeGreaterThan(run.cachedTokens);
    expect(run.promptTokens).toBeLessThan(run.tokens);
    const { stdout } = await galapagos(["inspect", run.folder]);
    expect(stdout).toContain(`from a cache: ${Math.round((100 * run.cachedTokens) / run.promptTokens)} % of`);
    expect(stdout).toContain(`${run.tokens} tokens (${run.reasoningTokens} of them reasoning, `);
    expect(stdout).toContain(`, ${run.estimatedTokens} estimated from bytes, at most), $`);
    const pruned = await galapagos(["prune", run.folder]);
    expect([pruned.code, pruned.stderr]).toEqual([
      2,
      `error: ${run.folder} is a run with models: its prompts go back to everything on record\nhint: nothing of it is dropped; prune runs without models, which are the large ones\n`,
    ]);
    expect(run.tokens).toBeGreaterThan(run.estimatedTokens);
    expect(found.warnings).toEqual([
      'model "m": the system message goes into the user\'s first one (400 System role not supported)',
      expect.stringContaining("does not say how many tokens it used"),
    ]);
    // interrupted and resumed, it learns anew and finds the same
    const abort = new AbortController();
    let steps = 0;
    const cut = await lab.run(settingsFor(server.url), {
      signal: abort.signal,
      onEvents: (events) => {
        steps += events.filter(({ type }) => type === "step").length;
        if (steps >= 3) abort.abort();
      },
    });
    expect(outcome(await lab.resume(cut.folder))).toEqual(outcome(run));
  });
});

it("a request that broke off may have cost what it reserved, and the summary says how much", async () => {
  await using server = await startOddServer((call) => {
    if (call.number === 1) throw new Error("breaks the connection off");
    json(call, 200, completion({ content: "I see nothing to change." }, "stop", usage(1500, 40)));
  });
  const run = await lab.run(settingsFor(server.url, { evaluations: 3 }));
  expect(run.unsettledUsd).toBeGreaterThan(0);
  const { stdout } = await galapagos(["inspect", run.folder]);
  expect(stdout).toContain(`(at most $${run.unsettledUsd.toFixed(4)} more for requests that broke off)`);
});

it("a budget that covers no call, or is reserved for requests that broke off, is told with what a call may take", async () => {
  const endOf = async (tokens: number, answer: Parameters<typeof startOddServer>[0]) => {
    await using server = await startOddServer(answer);
    const { found, onEvents } = heard();
    const budget = { usd: null, tokens, requests: null };
    const run = await lab.run(settingsFor(server.url, { budget }), { onEvents });
    expect(run).toMatchObject({ stopped: "budget", evaluations: 1, tokens: 0 });
    return { last: found.warnings.at(-1), sent: server.bodies.length };
  };
  const small = await endOf(500, (call) => json(call, 200, completion({ content: "never asked" }, "stop")));
  expect(small.sent).toBe(0);
  expect(small.last).toMatch(
    /^The rest of the budget, 500 tokens, does not cover another call: with a short reply it may take [\d,]+ tokens\.$/,
  );
  const broken = await endOf(30_000, () => {
    throw new Error("breaks the connection off");
  });
  expect(broken.sent).toBe(1);
  expect(broken.last).toMatch(
    /^The rest of the budget, \d+ tokens?, .* [\d,]+ tokens; [\d,]{6} tokens stay reserved for requests that broke off\.$/,
  );
});

describe("when time is up", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it.each([
    ["a provider holds the run up", () => ({ answered: 3, underWay: 2 }), 20_000],
    [
      "models answer now and then",
      (() => {
        let answered = 0;
        return () => ({ answered: Math.min(4, answered++), underWay: 2 });
      })(),
      60_000,
    ],
  ])("and %s, the run ends after twenty quiet seconds", (_name, calls, atMs) => {
    const ends: string[] = [];
    const overtime = new Overtime({
      calls,
      drain: () => ends.push("islands"),
      drainModels: (ms) => ends.push(`models ${ms}`),
    });
    overtime.begin();
    vi.advanceTimersByTime(atMs - 1);
    expect(ends).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(ends).toEqual(["models 10000", "islands"]);
    expect(overtime.hasEnded).toBe(true);
  });

  it("and nothing is asked of a model, the run goes on to its common end", () => {
    const drain = vi.fn();
    const overtime = new Overtime({ calls: () => ({ answered: 0, underWay: 0 }), drain, drainModels: drain });
    overtime.begin();
    vi.advanceTimersByTime(600_000);
    overtime.close();
    vi.advanceTimersByTime(600_000);
    expect(drain).not.toHaveBeenCalled();
  });
});

describe("when a run is told to stop", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it.each([
    ["whose stream is silent for ten seconds is given up then", true, 0, 10_000],
    [
      "of whose stream something comes is given up ten to twenty seconds after its last word",
      true,
      35,
      50_000,
    ],
    ["that comes whole, or never, has two minutes", false, 0, 120_000],
  ])("a call %s", async (_name, streams, seconds, atMs) => {
    const key = { island: 0, step: 1, purpose: "plan", attempt: 0 };
    let tell: Parameters<Parameters<typeof createDrainingGateway>[0]>[0] = () => {};
    let abortedAt: number | null = null;
    const gateway = createDrainingGateway((onEvent) => {
      tell = onEvent;
      return {
        ledger: () => ({}) as LedgerState,
        call: (_request, _key, signal) => {
          const { promise, resolve } = Promise.withResolvers<CallFailure>();
          signal.addEventListener("abort", () => {
            abortedAt = Date.now() - begun;
            resolve({ status: "failed", kind: "aborted", message: "", tries: 1 });
          });
          return promise;
        },
      };
    });
    const call = gateway.call({ model: "m", messages: [] }, key, new AbortController().signal);
    tell({ type: "sent", key, model: "m", tryNumber: 0, streams });
    const begun = Date.now();
    gateway.drain();
    for (let second = 1; second <= seconds; second++) {
      vi.advanceTimersByTime(1000);
      tell({ type: "coming", key, model: "m" });
    }
    vi.advanceTimersByTime(200_000);
    await call;
    expect(abortedAt).toBe(atMs);
  });
});

describe("what people are told of a model", () => {
  const now = new Date(2026, 10, 29, 10, 16);
  const failure = { status: "failed", httpStatus: 429, retryAfterMs: null, mayBeCharged: false } as const;
  it.each([
    [
      {
        type: "resting",
        model: "m",
        waitMs: 86_340_000,
        failure: { ...failure, kind: "rate-limited", message: "429 Slow down." },
      },
      'model "m" takes no calls for now (429 Slow down); it is asked again in 23 h 59 min, on 2026-11-30 at 10:15',
    ],
    [
      {
        type: "resting",
        model: "m",
        waitMs: 15_000,
        failure: { ...failure, kind: "connection", message: "No connection: ECONNREFUSED." },
      },
      'model "m" does not answer (No connection: ECONNREFUSED); it is asked again in 15 s; use the proxy',
    ],
    [
      {
        type: "unreachable",
        model: "m",
        failure: {
          ...failure,
          kind: "connection",
          message: "No connection: getaddrinfo ENOTFOUND m.example.",
        },
      },
      'model "m" cannot be reached (No connection: getaddrinfo ENOTFOUND m.example); it is asked again and again: look at its address, use the proxy, or stop the run',
    ],
    [
      { type: "learnt", model: "m", message: "temperature is left out" },
      'model "m": temperature is left out',
    ],
    [
      { type: "waiting", model: "m", waitedMs: 120_000 },
      'model "m" has been silent for 2 min over one request',
    ],
    [
      {
        ...{ type: "sent", model: "m", tryNumber: 0, streams: true },
        key: { island: 0, step: 1, purpose: "plan", attempt: 0 },
      },
      null,
    ],
  ] satisfies [Parameters<typeof modelNews>[0], string | null][])("%j", (event, text) => {
    expect(modelNews(event, now, "use the proxy")).toBe(text);
  });
});
