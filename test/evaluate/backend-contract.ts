import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Evaluation } from "../../src/core/index.ts";
import type { Backend, OpenBackend } from "../../src/evaluate/index.ts";
import { jobOf } from "./support/job.ts";
import { HONEST, sumProblem } from "./support/sum-problem.ts";

const limits = { timeMs: 100, deadlineMs: 500, memoryMb: 64, outputKb: 256 };
const problem = sumProblem({ limits });
const settings = { problem, lanes: 2, unsafe: false, onRestart: () => {} };
const scoreOf = (verdict: Evaluation | undefined): number | null =>
  verdict?.status === "ok" ? verdict.score : null;
const ENDLESS = "export function solve() { for (;;) {} }";

/** What every backend keeps, whoever carries its jobs out and wherever. */
export function backendContract(name: string, open: OpenBackend): void {
  describe(name, () => {
    let backend: Backend;
    beforeAll(async () => {
      backend = await open(settings);
    }, 60_000);
    afterAll(() => backend.close());

    test("says what it is", () => {
      expect(backend.facts).toMatchObject({ level: 1, engine: expect.stringContaining("@"), lanes: 2 });
    });

    test("gives each of many concurrent jobs its own verdict", async () => {
      const returned = Array.from({ length: 50 }, (_, id) => id);
      const verdicts = await Promise.all(
        returned.map((id) =>
          backend.evaluate(jobOf(problem, { id, source: `export function solve() { return ${31 + id}; }` })),
        ),
      );
      // the fixture scores the closeness to 31
      const scores = verdicts.map((verdict) => scoreOf(verdict) ?? Number.NaN);
      expect(scores[0]).toBe(1);
      expect([...scores].sort((a, b) => b - a)).toEqual(scores);
      expect(new Set(scores).size).toBe(50);
    });

    test("gives equal jobs equal verdicts, whatever number they have", async () => {
      const source = "export function solve() { return 31 + Math.random(); }";
      const [a, b, other] = await Promise.all(
        [
          { id: 101, seed: 7 },
          { id: 102, seed: 7 },
          { id: 103, seed: 8 },
        ].map((job) => backend.evaluate(jobOf(problem, { source, ...job }))),
      );
      expect(a).toMatchObject({ status: "ok", score: scoreOf(b), fuel: b?.fuel });
      expect(scoreOf(other)).not.toBe(scoreOf(a));
    });

    test("scores hold-out inputs for a verification only", async () => {
      const search = await backend.evaluate(jobOf(problem, { id: 111, source: HONEST }));
      const verify = await backend.evaluate(jobOf(problem, { id: 112, source: HONEST, purpose: "verify" }));
      expect(search).not.toHaveProperty("holdout");
      expect(verify).toMatchObject({ status: "ok", score: scoreOf(search), holdout: 1 });
    });

    test("a broken candidate is a value, and harms no job beside it", async () => {
      const sources = [ENDLESS, HONEST, "nonsense(", HONEST, "export function solve() { throw 1; }", HONEST];
      const verdicts = await Promise.all(
        sources.map((source, index) => backend.evaluate(jobOf(problem, { id: 120 + index, source }))),
      );
      expect(verdicts.map(({ kind }) => kind)).toEqual(["fuel", "ok", "syntax", "ok", "threw", "ok"]);
    });

    test("rejects with the signal's reason as soon as it aborts, and goes on with other jobs", async () => {
      const abort = new AbortController();
      const stopped = backend.evaluate(jobOf(problem, { id: 131, source: ENDLESS }), abort.signal);
      const reason = new Error("no longer wanted");
      abort.abort(reason);
      await expect(stopped).rejects.toBe(reason);
      const late = backend.evaluate(jobOf(problem, { id: 132, source: HONEST }), AbortSignal.abort(reason));
      await expect(late).rejects.toBe(reason);
      expect(await backend.evaluate(jobOf(problem, { id: 133, source: HONEST }))).toMatchObject({ score: 1 });
    });

    test("refuses a job of another problem", async () => {
      const job = jobOf(problem, { id: 141, source: HONEST, problem: "0123456789abcdef" });
      await expect(backend.evaluate(job)).rejects.toMatchObject({ code: "evaluate/problem" });
    });

    test("says why a problem cannot be judged instead of opening", async () => {
      const broken = sumProblem({ evaluator: "missing.ts" });
      await expect(open({ ...settings, problem: broken })).rejects.toMatchObject({ code: "evaluate/scorer" });
    });

    test("closing rejects what is open and what comes later, and may be done twice", async () => {
      const closing = await open(settings);
      const job = jobOf(problem, { id: 151, source: ENDLESS });
      const stuck = closing.evaluate(job);
      stuck.catch(() => {});
      await Promise.all([closing.close(), closing.close()]);
      await expect(stuck).rejects.toMatchObject({ code: "evaluate/closed" });
      await expect(closing.evaluate(job)).rejects.toMatchObject({ code: "evaluate/closed" });
    });
  });
}
