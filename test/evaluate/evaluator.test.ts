import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Failed } from "../../src/core/index.ts";
import { createEvaluator, type Evaluator, FAILURE_KINDS } from "../../src/evaluate/index.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { HONEST, sumProblem } from "./support/sum-problem.ts";

describe("an evaluator at level 1", () => {
  let evaluator: Evaluator;
  beforeAll(async () => {
    const limits = { timeMs: 300, deadlineMs: 1000, memoryMb: 32, outputKb: 256 };
    evaluator = await createEvaluator({ problem: sumProblem({ limits }), seed: 1, lanes: 2 });
  });
  afterAll(() => evaluator.close());

  const score = (source: string) => evaluator.evaluate({ source, seed: 7 });

  it("scores a module, a default-style list of exports and a classic script alike", async () => {
    for (const source of [
      HONEST,
      "const solve = ({ xs }) => xs.reduce((a, b) => a + b, 0);\nexport { solve };",
      "function solve(input) { return eval('input.xs').reduce(function (a, b) { return a + b; }, 0); }",
      "const solve = ({ xs }) => xs.reduce((a, b) => a + b, 0);",
      "// this comment says export { nothing }\nfunction solve({ xs }) { return xs.reduce((a, b) => a + b, 0); }",
      "export async function solve({ xs }) { let s = 0; for (const x of xs) s += await x; return s; }",
    ]) {
      expect(await score(source), source).toMatchObject({
        status: "ok",
        kind: "ok",
        score: 1,
        level: 1,
        message: "",
      });
    }
  });

  it("says which engine scored, what it cost, and adds the program's length to the features", async () => {
    const verdict = await score(HONEST);
    expect(verdict).toMatchObject({
      engine: "quickjs@2025-09-13",
      features: { length: HONEST.length, error: 0 },
    });
    expect(verdict.fuel).toBeGreaterThanOrEqual(0);
    expect(verdict.durationMs).toBeGreaterThan(0);
    expect(evaluator.facts()).toEqual({ level: 1, engine: "quickjs@2025-09-13", lanes: 2, warnings: [] });
  });

  it.each([
    ["syntax", "invalid", "export function solve( {"],
    ["import", "invalid", "import { sum } from 'lodash'; export function solve() { return 1; }"],
    ["entry", "invalid", "export function sole() { return 1; }"],
    ["no-output", "invalid", "export function solve() {}"],
    ["no-output", "invalid", "export function solve() { return () => 1; }"],
    ["bigint", "invalid", "export function solve() { return 1n; }"],
    ["bigint", "invalid", "export function solve() { return { deep: [1n] }; }"],
    ["cycle", "invalid", "export function solve() { const a = []; a.push(a); return a; }"],
    ["nan", "invalid", "export function solve() { return NaN; }"],
    ["nan", "invalid", "export function solve() { return [1, { x: 0 / 0 }]; }"],
    ["infinite", "invalid", "export function solve() { return -Infinity; }"],
    [
      "depth",
      "invalid",
      "export function solve() { let a = 1; for (let i = 0; i < 70; i++) a = [a]; return a; }",
    ],
    ["key", "invalid", "export function solve() { return JSON.parse('{\"__proto__\": 1}'); }"],
    ["schema", "invalid", "export function solve() { return 'thirty-one'; }"],
    ["source-size", "invalid", `${HONEST}\n//${"x".repeat(1 << 20)}`],
    ["threw", "error", "export function solve() { throw new Error('no idea'); }"],
    ["threw", "error", "export function solve() { throw null; }"],
    ["threw", "error", "export async function solve() { await 1; null.f(); }"],
    ["stack", "error", "export function solve() { return solve() + 1; }"],
    ["fuel", "timeout", "export function solve() { for (;;) {} }"],
    ["fuel", "timeout", "export async function solve() { for (;;) await 1; }"],
    ["cpu", "timeout", "export function solve() { return [].indexOf.call({ length: 2 ** 53 - 1 }, 1); }"],
    ["pending", "timeout", "export function solve() { return new Promise(() => {}); }"],
    ["oom", "memory", "export function solve() { const a = []; for (;;) a.push(new Uint8Array(1 << 20)); }"],
    ["size", "output", "export function solve() { return 'x'.repeat(300 * 1024); }"],
  ] as const)(
    "calls it %s (%s), case %#",
    async (kind, status, source) => {
      const verdict = (await score(source)) as Failed;
      // On a busy machine a native loop may not have been given the processor long enough to be called busy.
      const expected = kind === "cpu" && verdict.kind === "wall" ? "wall" : kind;
      expect([verdict.status, verdict.kind]).toEqual([status, expected]);
      expect(verdict.message).not.toBe("");
      expect(FAILURE_KINDS[status]).toHaveProperty(kind);
    },
    20_000,
  );

  it("says by how much a program is out of fuel, where it is let run on, and fails it all the same", async () => {
    const limits = { timeMs: 20, deadlineMs: 2000, memoryMb: 64, outputKb: 256 };
    const problem = sumProblem({ limits });
    const looping = (turns: number) =>
      `export function solve() { let s = 0; for (let i = 0; i < ${turns}; i++) s += i; return 31 + 0 * s; }`;
    const patient = await createEvaluator({ problem, seed: 1, lanes: 1, overrun: 10 });
    const told = async (source: string) => {
      const { kind, message } = await patient.evaluate({ source, seed: 7 });
      return `${kind} ${message}`;
    };
    expect(await told(looping(300_000))).toBe(
      "fuel out of fuel: needed 60 of 20 units, 3.0 times what there is (limits.timeMs = 20)",
    );
    expect(await told("export function solve() { for (;;) {} }")).toBe(
      "fuel out of fuel: needs more than 200 of 20 units, or never ends (limits.timeMs = 20)",
    );
    expect(await told(looping(1000))).toBe("ok ");
    await patient.close();
  });

  it("points at the line that threw and keeps the message printable", async () => {
    const verdict = await score(
      "export function solve() {\n  throw new RangeError('bad\\u202e\\n\\u0007 value');\n}",
    );
    expect(verdict.message).toBe("RangeError: bad value (line 2)");
  });

  it("lets nothing survive from one input or candidate to the next", async () => {
    const spy = "globalThis.seen ??= 0; Array.prototype.poison ??= 0;";
    const dirty = `${spy} export function solve({ xs }) { globalThis.seen++; Array.prototype.poison = 7; Math.sqrt = null; return 31; }`;
    const probe =
      "export function solve({ xs }) { return 'seen' in globalThis || 'poison' in Array.prototype || Math.sqrt === null ? -1 : 31; }";
    expect(await score(dirty)).toMatchObject({ score: 1 });
    for (let i = 0; i < 4; i++)
      expect(await score(`${probe}//${i}`)).toMatchObject({ status: "ok", score: 1 });
  });

  it("gives the same verdict for the same seed and another stream for another seed", async () => {
    const source = "export function solve() { return Math.random() + new Date().getTime() + Date.now(); }";
    const [a, b, c] = await Promise.all([7, 7, 8].map((seed) => evaluator.evaluate({ source, seed })));
    expect(a).toMatchObject({
      status: "ok",
      features: { error: (b?.status === "ok" && b.features.error) as number },
    });
    expect(c?.status === "ok" && a?.status === "ok" && c.features.error !== a.features.error).toBe(true);
  });

  it("loses only the guilty of a crowd, in whatever order they come", async () => {
    const loop = "export function solve() { return [].indexOf.call({ length: 2 ** 53 - 1 }, 1); }";
    const crowd = Array.from({ length: 40 }, (_, i) => (i % 20 === 10 ? `${loop}//${i}` : `${HONEST}//${i}`));
    const verdicts = await Promise.all(crowd.map(score));
    for (const [i, verdict] of verdicts.entries()) {
      expect(verdict.status, JSON.stringify(verdict)).toBe(i % 20 === 10 ? "timeout" : "ok");
    }
  });

  it("re-scores on the hold-out inputs too", async () => {
    const verdict = await evaluator.evaluate({ source: HONEST, seed: 7, purpose: "verify" });
    expect(verdict).toMatchObject({ status: "ok", score: 1, metrics: { inputs: 1 }, holdout: 1 });
    const onlyThis = "export function solve({ n }) { return n === 26 ? 31 : 0; }";
    expect(await score(onlyThis)).toMatchObject({ score: 1 });
    const caught = await evaluator.evaluate({ source: onlyThis, seed: 7, purpose: "verify" });
    expect(caught).toMatchObject({ status: "ok", score: 1 });
    expect(caught.status === "ok" && caught.holdout).toBeLessThan(1);
  });

  it("stops waiting when the signal aborts, and goes on with the others", async () => {
    const abort = new AbortController();
    const waiting = evaluator.evaluate(
      { source: "export function solve() { for (;;) {} }", seed: 1 },
      abort.signal,
    );
    abort.abort(new Error("enough"));
    await expect(waiting).rejects.toThrow("enough");
    expect(await score(`${HONEST}//after`)).toMatchObject({ score: 1 });
  });
});

describe("a verification", () => {
  it("is in a process of its own, each time: what a search left behind reaches none", async () => {
    const folder = temporaryFolder("evaluator");
    const counting = "let n = 0;\nexport default () => ({ score: ++n });\n";
    writeFileSync(join(folder, "counting.js"), counting);
    const problem = { ...sumProblem({ evaluator: "counting.js", holdout: [] }), folder };
    const evaluator = await createEvaluator({ problem, seed: 1, lanes: 1 });
    const score = async (purpose: "search" | "verify") => {
      const verdict = await evaluator.evaluate({ source: HONEST, seed: 7, purpose });
      return verdict.status === "ok" ? verdict.score : verdict;
    };
    const first = await score("search");
    expect([await score("search"), await score("search")]).toEqual([Number(first) + 1, Number(first) + 2]);
    expect([await score("verify"), await score("verify")]).toEqual([first, first]);
    await evaluator.close();
  });
});

describe("an evaluator's set-up", () => {
  it("rejects after close, and closing twice is harmless", async () => {
    const evaluator = await createEvaluator({ problem: sumProblem(), seed: 1, lanes: 1 });
    await evaluator.close();
    await evaluator.close();
    await expect(evaluator.evaluate({ source: HONEST, seed: 1 })).rejects.toMatchObject({
      code: "evaluate/closed",
    });
  });

  it("answers equal requests from memory, but never a verdict of the clock", async () => {
    const evaluator = await createEvaluator({ problem: sumProblem(), seed: 1, lanes: 1, cacheSize: 100 });
    const first = await evaluator.evaluate({ source: HONEST, seed: 1 });
    expect(await evaluator.evaluate({ source: HONEST, seed: 1 })).toBe(first);
    expect(await evaluator.evaluate({ source: HONEST, seed: 2 })).not.toBe(first);
    await evaluator.close();
  });

  it("gates by stages, in the objective's direction", async () => {
    const problem = sumProblem({
      inputs: [
        { n: 1, xs: [1] },
        { n: 2, xs: [5, 6] },
      ],
      stages: [{ name: "quick", inputs: [0], threshold: 0.9 }],
    });
    const evaluator = await createEvaluator({ problem, seed: 1, lanes: 1 });
    const stopped = await evaluator.evaluate({ source: "export function solve() { return 11; }", seed: 1 });
    expect(stopped).toMatchObject({ status: "invalid", kind: "stage", message: /stage quick: scored 0.09/ });
    expect(await evaluator.evaluate({ source: HONEST, seed: 1 })).toMatchObject({
      score: 1,
      metrics: { inputs: 2 },
    });
    await evaluator.close();
  });

  it("strips types, and survives a text that breaks the stripper", async () => {
    const problem = sumProblem({ language: "typescript", features: [{ name: "nodes", range: "auto" }] });
    const evaluator = await createEvaluator({ problem, seed: 1, lanes: 1 });
    const typed =
      "type In = { xs: number[] };\nexport function solve({ xs }: In): number { return xs.reduce((a: number, b: number) => a + b, 0); }";
    const deep = `export function solve() { return ${"(".repeat(100_000)}1${")".repeat(100_000)}; }`;
    const verdicts = await Promise.all(
      [typed, deep, `${typed}//2`, "enum A { x }", `${typed}//3`].map((source) =>
        evaluator.evaluate({ source, seed: 1 }),
      ),
    );
    expect(verdicts.map((verdict) => verdict.kind)).toEqual(["ok", "syntax", "ok", "syntax", "ok"]);
    expect(verdicts[0]).toMatchObject({ score: 1, features: { nodes: expect.any(Number) } });
    await evaluator.close();
  });

  it.each([
    ["evaluate/scorer", { evaluator: "missing.ts" }],
    ["evaluate/schema", { output: { type: "nonsense" } }],
    ["evaluate/entry-point", { entryPoint: "solve(); //" }],
  ])(
    "refuses a problem that cannot be judged: %s",
    async (code, changes) => {
      await expect(
        createEvaluator({ problem: sumProblem(changes), seed: 1, lanes: 1 }),
      ).rejects.toMatchObject({ code });
    },
    30_000,
  );
});
