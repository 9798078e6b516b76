import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Json } from "../../src/core/index.ts";
import { failure, oneLine } from "../../src/evaluate/failures.ts";
import { createResultCache } from "../../src/evaluate/result-cache.ts";
import { readReply } from "../../src/evaluate/sandbox/driver.ts";
import {
  compileQuickJS,
  createQuickJSSandbox,
  QUICKJS_ENGINE,
} from "../../src/evaluate/sandbox/quickjs/create-sandbox.ts";
import { buildImage } from "../../src/evaluate/sandbox/quickjs/image.ts";
import { takeSnapshot } from "../../src/evaluate/sandbox/quickjs/snapshot.ts";
import { readOutput } from "../../src/evaluate/local/worker/check-output.ts";
import { inputSeed } from "../../src/evaluate/local/worker/cases.ts";

const limits = { timeMs: 200, deadlineMs: 5000, memoryMb: 64, outputKb: 256 };
const wasm = await compileQuickJS();
const sandbox = await createQuickJSSandbox(wasm, { limits });
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

  it("copes with thrown values of any size and shape", async () => {
    for (const thrown of [
      "Object.assign(new Error('m'.repeat(1e7)), { name: 'n'.repeat(1e7), stack: 's'.repeat(1e7) })",
      "'t'.repeat(1e7)",
      "{ name: 1, message: {}, stack: null }",
      "Symbol('s')",
      "new Proxy({}, { get() { throw 1; } })",
      "undefined",
    ]) {
      for (const code of [`throw ${thrown};`, `function solve() { throw ${thrown}; }`]) {
        const run = await sandbox.run({ code, kind: "script", entryPoint: "solve" }, "0", 1);
        expect(run.status, code).toMatch(/error|memory/);
        expect(run.status !== "ok" && run.kind, code).not.toBe("crash");
      }
    }
  });

  it("goes back to all that was in the engine's memory, wherever it lies", async () => {
    const image = await buildImage(wasm, { limits }, () => false);
    expect(image.snapshot.runs.length).toBeGreaterThan(1);
    expect(image.snapshot).toEqual(takeSnapshot(image.memory, Number.POSITIVE_INFINITY));
  });

  it("rebuilds its engine as often as candidates make its memory grow", async () => {
    const code = "function solve() { return new Uint8Array(50 << 20).length; }";
    const before = process.memoryUsage().rss;
    for (let i = 0; i < 10; i++) {
      const run = await sandbox.run({ code, kind: "script", entryPoint: "solve" }, "0", i);
      expect(run).toMatchObject({ status: "ok", text: String(50 << 20) });
    }
    expect(process.memoryUsage().rss - before).toBeLessThan(400 * 2 ** 20);
  });

  it("names the version of QuickJS that the installed package holds", () => {
    const readme = createRequire(import.meta.url).resolve("@jitl/quickjs-wasmfile-release-sync/package.json");
    const text = readFileSync(join(dirname(readme), "README.md"), "utf8");
    expect(`quickjs@${/Version \[(\d{4}-\d{2}-\d{2})/.exec(text)?.[1]}`).toBe(QUICKJS_ENGINE);
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
    const [a, b, c] = ["a", "b", "c"].map((source) =>
      cache.key({ source, problem: "v", engine: "e", seed: 1, baseline: null }),
    ) as [string, string, string];
    cache.set(a, verdict("fuel"));
    cache.set(b, verdict("fuel"));
    cache.get(a);
    cache.set(c, verdict("fuel"));
    expect([a, b, c].map((key) => cache.get(key) !== undefined)).toEqual([true, false, true]);
    cache.set(b, verdict("wall"));
    expect(cache.get(b)).toBeUndefined();
  });
});
