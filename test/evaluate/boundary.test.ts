import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Json } from "../../src/core/index.ts";
import { failure, oneLine } from "../../src/evaluate/failures.ts";
import { createResultCache } from "../../src/evaluate/main/result-cache.ts";
import { readReply } from "../../src/evaluate/sandbox/driver.ts";
import { compileQuickJS, createQuickJSSandbox } from "../../src/evaluate/sandbox/quickjs.ts";
import { readOutput } from "../../src/evaluate/worker/check-output.ts";
import { inputSeed } from "../../src/evaluate/worker/judge.ts";

const limits = { timeMs: 200, deadlineMs: 5000, memoryMb: 64, outputKb: 256 };
const sandbox = await createQuickJSSandbox(await compileQuickJS(), limits);
const params = { seed: 20_261, numRuns: 300 };

describe("the boundary", () => {
  it("hands JSON in and out unchanged", async () => {
    const echo = {
      code: "export const solve = (input) => input;",
      kind: "module",
      entryPoint: "solve",
    } as const;
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ maxDepth: 6 }), async (value) => {
        const plain = JSON.parse(JSON.stringify(value)) as Json;
        const text = JSON.stringify(plain);
        const run = await sandbox.run(echo, text, 1);
        expect(run).toMatchObject({ status: "ok" });
        if (run.status !== "ok") return;
        const hasProtoKey = text.includes('"__proto__":');
        expect(readOutput(run.text)).toEqual(
          hasProtoKey ? expect.anything() : { status: "ok", value: plain },
        );
      }),
      params,
    );
  });

  it("reads any reply without throwing, and never as an ok that the driver did not give", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const reply = readReply(text, "solve");
        expect(reply.status === "ok").toBe(text.startsWith("o"));
      }),
      params,
    );
  });

  it("accepts exactly shallow, finite JSON", () => {
    expect(readOutput("1e999")).toMatchObject({ status: "invalid", kind: "infinite" });
    expect(readOutput("[[1e999]]")).toMatchObject({ status: "invalid", kind: "infinite" });
    expect(readOutput("[")).toMatchObject({ status: "invalid", kind: "json" });
    expect(readOutput('{"a":{"__proto__":1}}')).toMatchObject({ status: "invalid", kind: "key" });
    expect(readOutput("[".repeat(64) + "]".repeat(64))).toMatchObject({ status: "ok" });
    expect(readOutput("[".repeat(65) + "]".repeat(65))).toMatchObject({ status: "invalid", kind: "depth" });
    expect(readOutput("[".repeat(2e5) + "]".repeat(2e5))).toMatchObject({ status: "invalid", kind: "depth" });
  });

  it("keeps messages on one printable line of at most 500 characters", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 3000, unit: "binary" }), (text) => {
        const line = oneLine(text);
        expect(line.length).toBeLessThanOrEqual(500);
        expect(line).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]/u);
        expect(line.isWellFormed()).toBe(true);
      }),
      params,
    );
  });

  it("gives the same fuel for the same work, every time", async () => {
    const code =
      "function solve() { let x = 0; for (let i = 0; i < 3e5; i++) x = (x * 31 + i) % 1000003; return x; }";
    const fuel = new Set<number | undefined>();
    for (let i = 0; i < 5; i++) {
      await sandbox.run(
        { code: "function solve() { return [1,2,3].map(String); }", kind: "script", entryPoint: "solve" },
        "0",
        i,
      );
      fuel.add((await sandbox.run({ code, kind: "script", entryPoint: "solve" }, "0", 1)).fuel);
    }
    expect(fuel.size).toBe(1);
    expect([...fuel][0]).toBeGreaterThan(10);
  });

  it("derives different seeds for different inputs, the same for the same", () => {
    const seeds = Array.from({ length: 1000 }, (_, index) => inputSeed(42, index));
    expect(new Set(seeds).size).toBe(1000);
    expect(inputSeed(42, 7)).toBe(seeds[7]);
    expect(inputSeed(43, 7)).not.toBe(seeds[7]);
  });

  it("forgets the verdict that was not used for longest, and keeps none of the clock", () => {
    const facts = { durationMs: 1, level: 1, engine: "e" } as const;
    const verdict = (kind: "fuel" | "wall") => ({ ...failure("timeout", kind, "x"), ...facts });
    const cache = createResultCache(2);
    const [a, b, c] = ["a", "b", "c"].map((source) => cache.key(source, "v", "e", 1)) as [
      string,
      string,
      string,
    ];
    cache.set(a, verdict("fuel"));
    cache.set(b, verdict("fuel"));
    cache.get(a);
    cache.set(c, verdict("fuel"));
    expect([a, b, c].map((key) => cache.get(key) !== undefined)).toEqual([true, false, true]);
    cache.set(b, verdict("wall"));
    expect(cache.get(b)).toBeUndefined();
  });
});
