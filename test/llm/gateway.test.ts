import { describe, expect, test } from "vitest";
import {
  type CallKey,
  type Ceiling,
  costOf,
  createGateway,
  createModelClient,
  defineModel,
  type GatewayEvent,
  NO_CEILING,
  openLedger,
  rebuildLedger,
  systemClock,
  usdToNano,
} from "../../src/llm/index.ts";
import { completion, json, startOddServer } from "../support/odd-server.ts";
import { editRequest, gatewayTo, never, PRICE, PROGRAM, standIn } from "./support.ts";
import { createMemoryJournal } from "../../src/llm/journal/memory-journal.ts";

const key = (step: number, attempt = 0): CallKey => ({ island: 0, step, purpose: "execute", attempt });
/** A port that no other program is given by chance, as it is one of the privileged ones. */
const NOBODY_LISTENS = "http://127.0.0.1:2/v1";
const request = (step: number) => editRequest("m", PROGRAM, "search-replace", `step ${step}`);

describe("with faults on the way (10 % malformed, 5 % 429, 2 % cut)", { timeout: 60_000 }, () => {
  test.each([true, false])(
    "500 calls all get their reply and the ledger is exact (streaming %s)",
    async (stream) => {
      await using server = await standIn({ faults: { malformed: 0.1, rateLimited: 0.05, cut: 0.02 } });
      const ceiling = { nanoUsd: usdToNano(25), tokens: null, requests: null };
      const { gateway, journal } = gatewayTo(
        server.url,
        { stream, limits: { concurrency: 16 } },
        { ceiling },
      );
      const replies = await Promise.all(
        Array.from({ length: 500 }, (_each, step) => gateway.call(request(step), key(step), never)),
      );
      expect(replies.filter((reply) => reply.status === "ok")).toHaveLength(500);

      const totals = server.totals();
      const faults = totals.requests - 500;
      expect(faults).toBeGreaterThan(50);
      expect(totals.faults.malformed).toBeGreaterThan(20);
      expect(totals.faults.rateLimited).toBeGreaterThan(10);
      expect(totals.faults.cut).toBeGreaterThan(2);

      const ledger = gateway.ledger();
      const completed = replies.reduce(
        (sum, reply) => sum + (reply.status === "ok" ? (reply.costNanoUsd ?? 0) : 0),
        0,
      );
      expect(ledger.settled.nanoUsd).toBe(completed);
      expect(ledger.settled.requests + ledger.unsettled.requests).toBe(totals.requests);
      expect(ledger.held).toEqual({ nanoUsd: 0, tokens: 0, requests: 0 });
      expect(ledger.overruns).toBe(0);
      const charged = costOf(PRICE, {
        promptTokens: totals.chargedPromptTokens,
        completionTokens: totals.chargedCompletionTokens,
        cachedTokens: 0,
        cacheWriteTokens: 0,
        reasoningTokens: 0,
      });
      expect(charged).toBeLessThanOrEqual(ledger.settled.nanoUsd + ledger.unsettled.nanoUsd);
      expect(ledger.settled.nanoUsd + ledger.unsettled.nanoUsd).toBeLessThanOrEqual(ceiling.nanoUsd);
      expect(rebuildLedger(ceiling, journal.spending())).toEqual(ledger);
    },
  );

  test("a hard ceiling: nothing is sent whose worst case does not fit, and what was sent stays below", async () => {
    await using server = await standIn({ faults: { malformed: 0.1, rateLimited: 0.05, cut: 0.02 } });
    const ceiling = { nanoUsd: usdToNano(0.08), tokens: null, requests: null };
    const settings = { parameters: { maxTokens: 500 }, limits: { concurrency: 8 } };
    const { gateway } = gatewayTo(server.url, settings, { ceiling });
    const replies = await Promise.all(
      Array.from({ length: 200 }, (_each, step) => gateway.call(request(step), key(step), never)),
    );
    const stopped = replies.filter((reply) => reply.status === "failed");
    expect(stopped.length).toBeGreaterThan(10);
    expect(new Set(stopped.map((reply) => reply.kind))).toEqual(new Set(["budget"]));
    const { settled, unsettled, held } = gateway.ledger();
    expect(settled.nanoUsd + unsettled.nanoUsd + held.nanoUsd).toBeLessThanOrEqual(ceiling.nanoUsd);
    expect(held.nanoUsd).toBe(0);
    // Not wasteful either: the rest is smaller than one worst case.
    expect(ceiling.nanoUsd - settled.nanoUsd - unsettled.nanoUsd).toBeLessThan(usdToNano(0.004));
  });

  test("a budget below the worst case of one full reply buys shorter ones, says so once, and names what is too little", async () => {
    await using server = await standIn();
    // a full reply may cost 0.13 dollars
    const ceiling = { nanoUsd: usdToNano(0.02), tokens: null, requests: null };
    const told: string[] = [];
    const journal = createMemoryJournal();
    const { gateway } = gatewayTo(
      server.url,
      { parameters: { maxTokens: 32_768 } },
      {
        ...{ ceiling, journal },
        onEvent: (event) => {
          if (event.type === "learnt") told.push(event.message);
        },
      },
    );
    const steps = Array.from({ length: 100 }, (_each, step) => step);
    const replies = await Promise.all(steps.map((step) => gateway.call(request(step), key(step), never)));
    expect(replies.filter(({ status }) => status === "ok").length).toBeGreaterThan(3);
    expect(told).toEqual([
      expect.stringMatching(/^a reply may have 4,\d{3} tokens in place of 32,768, for the budget/),
    ]);
    expect(replies.find((reply) => reply.status === "failed")).toMatchObject({
      kind: "budget",
      message: expect.stringMatching(
        /^The rest of the budget, \$0\.00\d+, does not .* it may take \$0\.00\d+\.$/,
      ),
    });
    const { settled, unsettled } = gateway.ledger();
    expect(settled.nanoUsd + unsettled.nanoUsd).toBeLessThanOrEqual(ceiling.nanoUsd);
    for (const { reserved, outcome } of journal.all())
      expect(outcome?.used?.nanoUsd ?? 0).toBeLessThanOrEqual(reserved.nanoUsd);
  });

  test("a step's own money holds replies short by its own name, and the run's budget is named only where it is what is short", async () => {
    await using server = await standIn();
    const told: string[] = [];
    const asked = (ceiling: Ceiling, nanoUsd: number) => {
      const { gateway } = gatewayTo(
        server.url,
        { parameters: { maxTokens: 32_768 } },
        {
          ceiling,
          onEvent: (event) => {
            if (event.type === "learnt") told.push(event.message);
          },
        },
      );
      return gateway.call(request(1), key(1), never, { nanoUsd });
    };
    const few = { ...NO_CEILING, tokens: 10 };
    expect(await asked(NO_CEILING, usdToNano(0.02))).toMatchObject({ status: "ok" });
    expect(await asked({ ...NO_CEILING, tokens: 6000 }, usdToNano(1))).toMatchObject({ status: "ok" });
    expect(told).toEqual([
      expect.stringMatching(/, for what its step may cost has .*directed\.agent\.usd/),
      expect.stringMatching(/, for the budget has no room .*--budget/),
    ]);
    expect(await asked(NO_CEILING, 1)).toMatchObject({ kind: "purse" });
    // both are short: what is left is told of the run's own limit
    expect(await asked(few, 1)).toMatchObject({
      kind: "budget",
      message: expect.stringMatching(/^The rest of the budget, 10 tokens, does not .* [\d,]+ tokens\.$/),
    });
  });

  test("a reply that the budget held short is no sign of hidden reasoning, and is not asked for again", async () => {
    const limits: number[] = [];
    await using server = await startOddServer((call) => {
      const limit = Number((call.body as { readonly max_tokens?: number }).max_tokens);
      limits.push(limit);
      json(call, 200, {
        ...completion({ role: "assistant", content: "" }, "length"),
        usage: { prompt_tokens: 100, completion_tokens: limit },
      });
    });
    const ceiling = { nanoUsd: null, tokens: 5000, requests: null };
    const settings = { parameters: { maxTokens: 32_768 }, stream: false };
    const { gateway } = gatewayTo(server.url, settings, { ceiling });
    expect(await gateway.call(request(1), key(1), never)).toMatchObject({
      status: "ok",
      finishReason: "length",
    });
    expect(limits).toHaveLength(1);
    expect(limits[0]).toBeLessThan(5000);
    expect(gateway.ledger()).toMatchObject({ overruns: 0, unsettled: { tokens: 0 } });
  });
});

describe("the journal", () => {
  test("a recorded reply is given again without asking, also to another gateway", async () => {
    await using server = await standIn();
    const { gateway, journal } = gatewayTo(server.url);
    const first = await gateway.call(request(1), key(1), never);
    expect(await gateway.call(request(1), key(1), never)).toEqual(first);
    const resumed = gatewayTo(server.url, {}, { journal });
    expect(await resumed.gateway.call(request(1), key(1), never)).toEqual(first);
    expect(server.totals().requests).toBe(1);
    expect(resumed.gateway.ledger()).toEqual(gateway.ledger());
  });

  test("a replay needs no endpoint, and says what it does not have", async () => {
    const server = await standIn();
    const { gateway, journal } = gatewayTo(server.url);
    const first = await gateway.call(request(1), key(1), never);
    await server.close();
    const replay = createGateway({
      clients: [],
      prices: new Map(),
      journal,
      ceiling: NO_CEILING,
      replay: true,
    });
    expect(await replay.call(request(1), key(1), never)).toEqual(first);
    expect(await replay.call(request(2), key(2), never)).toMatchObject({
      status: "failed",
      kind: "not-recorded",
    });
  });

  test("a recorded call with another request is a mismatch, not a repair", async () => {
    await using server = await standIn();
    const { gateway } = gatewayTo(server.url);
    await gateway.call(request(1), key(1), never);
    expect(await gateway.call(request(2), key(1), never)).toMatchObject({
      status: "failed",
      kind: "mismatch",
    });
    expect(server.totals().requests).toBe(1);
  });

  test("a call that was under way when the process died is asked again and stays reserved", async () => {
    await using server = await standIn();
    const reserved = { nanoUsd: 1_000_000, tokens: 900, requests: 1 };
    const journal = createMemoryJournal();
    const pending = {
      key: key(1),
      tryNumber: 0,
      model: "m",
      requestHash: "?",
      request: request(1),
      reserved,
    };
    await journal.begin(pending);
    const { gateway } = gatewayTo(server.url, {}, { journal });
    expect(gateway.ledger()).toEqual({ ...openLedger(NO_CEILING), unsettled: reserved });
    expect(await gateway.call(request(1), key(1), never)).toMatchObject({ status: "ok" });
    expect(journal.read(key(1)).map(({ tryNumber, outcome }) => [tryNumber, outcome?.status])).toEqual([
      [0, undefined],
      [1, "done"],
    ]);
  });

  test("every request is on record before it is sent, every reply before it is given", async () => {
    await using server = await standIn({ faults: { serverError: 0.3 } });
    const order: string[] = [];
    const inner = createMemoryJournal();
    const journal = {
      ...inner,
      begin: async (call: Parameters<typeof inner.begin>[0]) => {
        await new Promise((resolve) => setTimeout(resolve, 5));
        order.push(`begin ${call.tryNumber} at ${server.totals().requests}`);
        return inner.begin(call);
      },
      end: async (call: Parameters<typeof inner.end>[0], outcome: Parameters<typeof inner.end>[1]) => {
        await new Promise((resolve) => setTimeout(resolve, 5));
        order.push(`end ${call.tryNumber}`);
        return inner.end(call, outcome);
      },
    };
    const { gateway } = gatewayTo(server.url, {}, { journal });
    for (let step = 0; step < 6; step++) {
      order.length = 0;
      const before = server.totals().requests;
      await gateway.call(request(step), key(step), never);
      order.push("given");
      const tries = server.totals().requests - before;
      const expected = Array.from({ length: tries }, (_each, at) => [
        `begin ${at} at ${before + at}`,
        `end ${at}`,
      ]);
      expect(order).toEqual([...expected.flat(), "given"]);
    }
  });
});

describe("failures", () => {
  test("an endpoint that never works is given up after so many tries", async () => {
    await using server = await standIn({ faults: { serverError: 1 } });
    const breaker = { threshold: 4, cooldownMs: 1, maxCooldownMs: 1 };
    const { gateway } = gatewayTo(server.url, {}, { breaker });
    // the last is the probe after the breaker had opened
    expect(await gateway.call(request(1), key(1), never)).toMatchObject({
      status: "failed",
      kind: "server",
      tries: 5,
    });
    expect(gateway.ledger().settled).toEqual({ nanoUsd: 0, tokens: 0, requests: 5 });
  });

  test("what cannot pass is not tried again", async () => {
    await using server = await standIn({ key: "the-right-key-1" });
    const { gateway } = gatewayTo(server.url, {}, { key: "a-wrong-key-1" });
    const failure = await gateway.call(request(1), key(1), never);
    expect(failure).toMatchObject({ status: "failed", kind: "credentials", tries: 1 });
    expect(failure.status === "failed" && failure.hint).toContain("galapagos doctor");
  });

  test("an abort ends waiting and sending; what was sent stays reserved", async () => {
    await using server = await standIn({ faults: { slow: 1 }, slowMs: 5000 });
    const { gateway } = gatewayTo(server.url, { limits: { concurrency: 1 } });
    const abort = new AbortController();
    const calls = [1, 2, 3].map((step) => gateway.call(request(step), key(step), abort.signal));
    setTimeout(() => abort.abort(), 80);
    for (const call of calls) expect(await call).toMatchObject({ status: "failed", kind: "aborted" });
    expect(gateway.ledger().unsettled.requests).toBe(1);
    expect(gateway.ledger().held.requests).toBe(0);
  });

  test("while one model is down another one of the run answers", async () => {
    await using broken = await standIn({ faults: { serverError: 1 } });
    await using healthy = await standIn();
    const events: GatewayEvent[] = [];
    const client = (id: string, baseUrl: string) =>
      createModelClient(
        defineModel({ id, model: "stand-in", baseUrl, keyVariable: null }),
        null,
        systemClock,
      );
    const gateway = createGateway({
      clients: [client("a", broken.url), client("b", healthy.url)],
      prices: new Map(),
      journal: createMemoryJournal(),
      ceiling: NO_CEILING,
      backoff: { baseMs: 1, capMs: 2 },
      breaker: { threshold: 3, cooldownMs: 60_000, maxCooldownMs: 60_000 },
      onEvent: (event) => events.push(event),
    });
    for (let step = 0; step < 5; step++) {
      const reply = await gateway.call({ ...request(step), model: "a" }, key(step), never);
      expect(reply).toMatchObject({ status: "ok", model: "b", costNanoUsd: null });
    }
    expect(broken.totals().requests).toBe(3);
    expect(events.filter((event) => event.type === "retrying")).toHaveLength(3);
  });

  test("a server that may still be starting is given minutes, then given up, and every call hears why", async () => {
    const events: GatewayEvent[] = [];
    const breaker = { threshold: 3, cooldownMs: 10, maxCooldownMs: 60 };
    const { gateway } = gatewayTo(NOBODY_LISTENS, {}, { breaker, onEvent: (event) => events.push(event) });
    const ends = await Promise.all([1, 2, 3, 4].map((step) => gateway.call(request(step), key(step), never)));
    for (const end of ends) {
      expect(end).toMatchObject({ status: "failed", kind: "connection" });
      expect(end.status === "failed" && end.message).toMatch(/^Model "m" does not answer: /);
    }
    const rests = events.filter((event) => event.type === "resting");
    // said at the first failure, and once
    expect(events.filter(({ type }) => ["unreachable", "retrying"].includes(type))[0]).toMatchObject({
      ...{ type: "unreachable", model: "m" },
      failure: { kind: "connection" },
    });
    expect(events.filter(({ type }) => type === "unreachable")).toHaveLength(1);
    // nobody listens yet: perhaps the server is starting, so it is asked as often each time
    expect(rests.map(({ model, waitMs }) => [model, waitMs])).toEqual(Array(17).fill(["m", 10]));
  });

  test("a limit of short pauses that lets nobody through is told once, until the model answers again", async () => {
    const events: GatewayEvent[] = [];
    await using server = await standIn({ faults: { rateLimited: 1 }, retryAfterSeconds: 0.01 });
    const { gateway } = gatewayTo(server.url, {}, { maxTries: 6, onEvent: (event) => events.push(event) });
    const ends = await Promise.all([1, 2].map((step) => gateway.call(request(step), key(step), never)));
    expect(ends).toEqual([1, 2].map(() => expect.objectContaining({ kind: "rate-limited" })));
    const told = events.filter(({ type }) => type === "resting");
    expect(told).toEqual([expect.objectContaining({ model: "m", failure: expect.anything() })]);
  });

  test("a model that has answered before is waited for, probe after probe, and then given up", async () => {
    const server = await standIn();
    const breaker = { threshold: 2, cooldownMs: 20, maxCooldownMs: 20, patience: 5 };
    const { gateway, journal } = gatewayTo(server.url, {}, { breaker, maxTries: 100 });
    expect(await gateway.call(request(0), key(0), never)).toMatchObject({ status: "ok" });
    await server.close();
    const end = await gateway.call(request(1), key(1), never);
    expect(end).toMatchObject({ status: "failed", kind: "connection", tries: 2 + 5 });
    // whoever goes on later asks again
    await using back = await standIn();
    const resumed = gatewayTo(back.url, {}, { journal });
    expect(await resumed.gateway.call(request(1), key(1), never)).toMatchObject({ status: "ok" });
  });

  test("a request that was turned away does not use up the tokens of the minute", async () => {
    await using server = await standIn({ faults: { rateLimited: 0.4 } });
    // Room for one call and a half: the second could not go within the test if a 429 or an unused reply counted.
    const limits = { tokensPerMinute: 1600 };
    const { gateway } = gatewayTo(server.url, { limits, parameters: { maxTokens: 900 } });
    for (let step = 0; step < 5; step++) {
      expect(await gateway.call(request(step), key(step), never)).toMatchObject({ status: "ok" });
    }
    expect(server.totals().faults.rateLimited).toBeGreaterThan(0);
  });

  test("a 429 holds the whole model up for as long as the server asks", async () => {
    await using server = await standIn({ faults: { rateLimited: 0.4 }, retryAfterSeconds: 0.15 });
    const waits: number[] = [];
    const { gateway } = gatewayTo(
      server.url,
      { limits: { concurrency: 1 } },
      { onEvent: (event) => event.type === "retrying" && waits.push(event.waitMs) },
    );
    const start = performance.now();
    for (let step = 0; step < 6; step++) await gateway.call(request(step), key(step), never);
    expect(waits.length).toBeGreaterThan(0);
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(150);
    expect(performance.now() - start).toBeGreaterThanOrEqual(waits.length * 150 - 20);
  });
});
