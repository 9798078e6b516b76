import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Amount,
  costOf,
  defineModel,
  findPrice,
  formatUsd,
  maxPromptTokens,
  openLedger,
  parseBudget,
  parseModel,
  readKey,
  requirePrices,
  usdToNano,
  worstCost,
} from "../../src/llm/index.ts";
import { leaveUnsettled, reserve, settle } from "../../src/llm/ledger/ledger.ts";

const SEED = 20_263;
const DATE = new Date("2026-10-01T00:00:00Z");
const amount = fc.record({ nanoUsd: fc.nat(1000), tokens: fc.nat(1000), requests: fc.constant(1) });
const ceiling = fc.record({
  nanoUsd: fc.option(fc.nat(5000)),
  tokens: fc.option(fc.nat(5000)),
  requests: fc.option(fc.nat(12)),
});

describe("the ledger", () => {
  test("never takes more than its ceiling, and what was charged is at most settled + unsettled", () => {
    const step = fc.record({
      worst: amount,
      share: fc.double({ min: 0, max: 1, noNaN: true }),
      isLost: fc.boolean(),
      at: fc.nat(9),
    });
    fc.assert(
      fc.property(ceiling, fc.array(step, { maxLength: 60 }), (limits, steps) => {
        let ledger = openLedger(limits);
        let charged = 0;
        const flying: { worst: Amount; used: Amount; isLost: boolean }[] = [];
        const land = (at: number): void => {
          const [call] = flying.splice(at % flying.length, 1);
          if (call === undefined) return;
          charged += call.used.nanoUsd;
          ledger = call.isLost ? leaveUnsettled(ledger, call.worst) : settle(ledger, call.worst, call.used);
        };
        for (const { worst, share, isLost, at } of steps) {
          const result = reserve(ledger, worst);
          if (result.status === "reserved") {
            ledger = result.ledger;
            const used = {
              nanoUsd: Math.floor(worst.nanoUsd * share),
              tokens: Math.floor(worst.tokens * share),
              requests: 1,
            };
            flying.push({ worst, used, isLost });
          }
          if (flying.length > 3) land(at);
          for (const unit of ["nanoUsd", "tokens", "requests"] as const) {
            const taken = ledger.settled[unit] + ledger.held[unit] + ledger.unsettled[unit];
            expect(Number.isSafeInteger(taken)).toBe(true);
            expect(taken).toBeLessThanOrEqual(limits[unit] ?? Number.POSITIVE_INFINITY);
          }
        }
        while (flying.length > 0) land(0);
        expect(ledger.held).toEqual({ nanoUsd: 0, tokens: 0, requests: 0 });
        expect(charged).toBeLessThanOrEqual(ledger.settled.nanoUsd + ledger.unsettled.nanoUsd);
        expect(ledger.overruns).toBe(0);
      }),
      { seed: SEED, numRuns: 1000 },
    );
  });

  test("says whether waiting for the calls under way can help", () => {
    const one = { nanoUsd: 60, tokens: 0, requests: 1 };
    const first = reserve(openLedger({ nanoUsd: 100, tokens: null, requests: null }), one);
    if (first.status !== "reserved") throw new Error("expected a reservation");
    expect(reserve(first.ledger, one)).toEqual({ status: "refused", unit: "nanoUsd", when: "later" });
    expect(reserve(leaveUnsettled(first.ledger, one), one)).toMatchObject({ when: "never" });
    expect(reserve(settle(first.ledger, one, { ...one, nanoUsd: 40 }), one).status).toBe("reserved");
  });

  test("counts a call that used more than it may", () => {
    const one = { nanoUsd: 60, tokens: 0, requests: 1 };
    const first = reserve(openLedger({ nanoUsd: 100, tokens: null, requests: null }), one);
    if (first.status !== "reserved") throw new Error("expected a reservation");
    expect(settle(first.ledger, one, { ...one, nanoUsd: 70 })).toMatchObject({
      overruns: 1,
      settled: { nanoUsd: 70 },
    });
  });
});

describe("money", () => {
  test("is exact", () => {
    expect([0.1, 0.2, 0.3, 5, 1.15, 0.000_000_001].map(usdToNano)).toEqual([
      100_000_000, 200_000_000, 300_000_000, 5_000_000_000, 1_150_000_000, 1,
    ]);
    expect(() => usdToNano(-1)).toThrow(RangeError);
    expect(() => usdToNano(Number.NaN)).toThrow(RangeError);
    expect([0, 1, 420, 12_345_678, 5_000_000_000].map(formatUsd)).toEqual([
      "$0",
      "$0.000000001",
      "$0.00000042",
      "$0.0123",
      "$5.0000",
    ]);
  });

  test("the worst cost is never below the cost of any usage within it", () => {
    const pico = fc.nat(30_000_000);
    const tier = fc.record({
      fromTokens: fc.constantFrom(0, 100, 200_000),
      input: pico,
      cachedInput: pico,
      cacheWrite: pico,
      output: pico,
    });
    const prices = fc.record({
      tiers: fc
        .uniqueArray(tier, { minLength: 1, selector: (each) => each.fromTokens })
        .map((tiers) =>
          tiers
            .sort((a, b) => a.fromTokens - b.fromTokens)
            .map((each, at) => (at === 0 ? { ...each, fromTokens: 0 } : each)),
        ),
      request: fc.nat(1_000_000),
      source: fc.constant("test"),
    });
    fc.assert(
      fc.property(
        prices,
        fc.nat(400_000),
        fc.nat(100_000),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 4, maxLength: 4 }),
        (price, prompt, completion, shares) => {
          const [a = 0, b = 0, c = 0, d = 0] = shares;
          const promptTokens = Math.floor(prompt * a);
          const usage = {
            promptTokens,
            completionTokens: Math.floor(completion * b),
            cachedTokens: Math.floor(promptTokens * c),
            cacheWriteTokens: Math.floor(promptTokens * d),
            reasoningTokens: 0,
          };
          const cost = costOf(price, usage);
          expect(Number.isSafeInteger(cost)).toBe(true);
          expect(cost).toBeLessThanOrEqual(worstCost(price, prompt, completion));
        },
      ),
      { seed: SEED, numRuns: 2000 },
    );
  });

  test("no prompt has more tokens than bytes, messages and tools are counted", () => {
    expect(maxPromptTokens({ model: "m", messages: [{ role: "user", text: "ünï 🙂" }] })).toBeGreaterThan(
      Buffer.byteLength("ünï 🙂"),
    );
    const bare = { model: "m", messages: [] };
    const tool = { name: "finish", description: "Ends.", parameters: { type: "object" } };
    expect(maxPromptTokens({ ...bare, tools: [tool] })).toBeGreaterThan(maxPromptTokens(bare) + 64);
  });
});

describe("prices", () => {
  test("come from the list where it knows the model at that endpoint", async () => {
    const price = await findPrice(defineModel(parseModel("gpt-4.1-mini")), DATE);
    expect(price).toMatchObject({
      tiers: [{ fromTokens: 0, input: 400_000, cachedInput: 100_000, output: 1_600_000 }],
      request: 0,
    });
    expect(price?.source).toMatch(/genai-prices .*openai\/gpt-4.1-mini/);
    const routed = await findPrice(
      defineModel(parseModel("deepseek/deepseek-chat@https://openrouter.ai/api/v1")),
      DATE,
    );
    expect(routed?.source).toContain("openrouter/");
  });

  test("long prompts cost more where the list says so", async () => {
    const price = await findPrice(
      defineModel(parseModel("gemini-2.5-pro@https://generativelanguage.googleapis.com/v1beta/openai")),
      DATE,
    );
    expect(price?.tiers.map(({ fromTokens, input }) => [fromTokens, input])).toEqual([
      [0, 1_250_000],
      [200_000, 2_500_000],
    ]);
  });

  test("are unknown rather than guessed: an unlisted model, a known name at an unlisted endpoint", async () => {
    expect(await findPrice(defineModel(parseModel("no-such-model-1")), DATE)).toBeNull();
    expect(
      await findPrice(defineModel(parseModel("gpt-4.1-mini@https://models.example/v1")), DATE),
    ).toBeNull();
  });

  test("of a server on this machine count as nothing, and no budget in dollars rests on that", async () => {
    for (const host of ["localhost:11434", "127.0.0.1:8080", "[::1]:1234"]) {
      const price = await findPrice(defineModel(parseModel(`gpt-4.1-mini@http://${host}/v1`)), DATE);
      expect(price && worstCost(price, 1e6, 1e6)).toBe(0);
      expect(price).toMatchObject({ assumed: true, source: "a server on this machine" });
      expect(() => requirePrices(new Map([["local", price]]))).toThrow(
        expect.objectContaining({
          message: expect.stringContaining("none is known for local"),
          hint: expect.stringContaining(
            `--set 'models=[{"model":"name","baseUrl":"address","price":"free"}]'`,
          ),
        }),
      );
    }
    const stated = defineModel({
      model: "x",
      baseUrl: "http://localhost:4000/v1",
      price: { inputUsd: 1, outputUsd: 2 },
    });
    expect(await findPrice(stated, DATE)).toMatchObject({ source: "stated by the user" });
  });

  test("may be stated, and a dollar budget refuses to begin without any", async () => {
    const stated = defineModel({ model: "x", price: { inputUsd: 0.15, outputUsd: 0.0375 } });
    expect(await findPrice(stated, DATE)).toMatchObject({
      tiers: [{ input: 150_000, cachedInput: 150_000, output: 37_500 }],
    });
    const free = await findPrice(defineModel({ model: "x", price: "free" }), DATE);
    expect(free && worstCost(free, 1e6, 1e6)).toBe(0);
    expect(() => requirePrices(new Map([["x", free]]))).not.toThrow();
    expect(() =>
      requirePrices(
        new Map([
          ["x", free],
          ["y", null],
        ]),
      ),
    ).toThrow("none is known for y");
  });
});

test.each([
  ["5usd", { nanoUsd: 5_000_000_000, tokens: null, requests: null }],
  ["$0.5", { nanoUsd: 500_000_000, tokens: null, requests: null }],
  ["2Mtokens, 500 requests", { nanoUsd: null, tokens: 2_000_000, requests: 500 }],
  ["1.5ktokens", { nanoUsd: null, tokens: 1500, requests: null }],
])("a budget of %s", (text, ceiling) => {
  expect(parseBudget(text)).toEqual(ceiling);
});

test.each(["", "5", "five usd", "0usd", "-1usd", "5usd,6usd", "1e400usd", "99999999999999999usd", "5eur"])(
  "%j is no budget",
  (text) => {
    expect(() => parseBudget(text)).toThrow(
      expect.objectContaining({
        code: "llm/budget",
        message: `Expected a budget above zero, such as 5usd, 2Mtokens or 500requests, got "${text}".`,
      }),
    );
  },
);

test("the source of a price names the version of the list that is installed", async () => {
  const manifest = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
    dependencies: Record<string, string>;
  };
  const price = await findPrice(defineModel(parseModel("gpt-4.1-mini")), DATE);
  expect(price?.source).toContain(
    `@pydantic/genai-prices ${manifest.dependencies["@pydantic/genai-prices"]} `,
  );
});

describe("a model's settings", () => {
  test("a missing key is said before anything is sent, and never printed", () => {
    const model = defineModel(parseModel("gpt-5-mini"));
    expect(readKey(model, { OPENAI_API_KEY: " sk-1 " })).toBe("sk-1");
    expect(() => readKey(model, { OPENAI_API_KEY: "" })).toThrow(
      expect.objectContaining({ code: "llm/key-missing", exitCode: 3 }),
    );
    expect(
      readKey(defineModel(parseModel("x@http://localhost:1/v1")), { OPENAI_API_KEY: "sk-1" }),
    ).toBeNull();
  });

  test("keys go to their own provider only", () => {
    expect(defineModel(parseModel("gpt-5-mini")).keyVariable).toBe("OPENAI_API_KEY");
    expect(defineModel(parseModel("a/b@https://openrouter.ai/api/v1")).keyVariable).toBe(
      "OPENROUTER_API_KEY",
    );
    expect(defineModel(parseModel("qwen:7b@http://localhost:11434/v1/"))).toMatchObject({
      model: "qwen:7b",
      baseUrl: "http://localhost:11434/v1",
      keyVariable: null,
      maxTokensField: "max_tokens",
    });
    expect(defineModel(parseModel("gpt-5-mini")).maxTokensField).toBe("max_completion_tokens");
  });

  test.each(["", "@http://localhost/v1", "x@http://user:secret@localhost/v1"])("%j is refused", (text) => {
    expect(() => defineModel(parseModel(text))).toThrow(expect.objectContaining({ code: "llm/model" }));
    expect(() => defineModel(parseModel(text))).not.toThrow(/secret/);
  });
});
