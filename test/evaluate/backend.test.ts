import { existsSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import { type Backend, keepBackends, localBackend } from "../../src/evaluate/index.ts";
import { processTree } from "../../src/evaluate/sandbox/process-tree.ts";
import { backendContract } from "./backend-contract.ts";
import { jobOf } from "./support/job.ts";
import { HONEST, sumProblem } from "./support/sum-problem.ts";

const kept = keepBackends();
afterAll(() => kept.close());

backendContract("the backend on this machine", localBackend);
backendContract("a backend that leaves its process to the next", kept.open);

describe.skipIf(!existsSync("/proc/self/task"))("backends that are kept", () => {
  const settings = { lanes: 1, unsafe: false, onRestart: () => {} };
  const problem = sumProblem();
  const other = { ...sumProblem({ inputs: [{ n: 7, xs: [3, 4] }], turn: 1 }), version: "other inputs" };
  const processes = (): readonly number[] => processTree(process.pid).filter((pid) => pid !== process.pid);
  const score = async (backend: Backend, of = problem, source = HONEST) => {
    const verdict = await backend.evaluate(jobOf(of, { id: 1, source }));
    return verdict.status === "ok" ? verdict.score : verdict.kind;
  };

  it("judge the inputs of another turn in the same process, and nothing is left when they are closed", async () => {
    const before = processes();
    const backends = keepBackends();
    const first = await backends.open({ ...settings, problem });
    expect(await score(first)).toBe(1);
    const running = processes();
    expect(running.length).toBeGreaterThan(before.length);
    await first.close();
    const second = await backends.open({ ...settings, problem: other });
    const wrong = "export function solve() { return 31; }";
    expect([await score(second, other), await score(second, other, wrong)]).toEqual([1, expect.any(Number)]);
    expect(await score(second, other, wrong)).not.toBe(1);
    expect(processes()).toEqual(running);
    await expect(second.evaluate(jobOf(problem, { id: 2, source: HONEST }))).rejects.toMatchObject({
      code: "evaluate/problem",
    });
    await second.close();
    await backends.close();
    expect(processes()).toEqual(before);
  });

  it("do not serve a problem with other limits, nor one that asks for a fresh process", async () => {
    const backends = keepBackends();
    const first = await backends.open({ ...settings, problem });
    await first.close();
    const running = processes();
    const limits = { timeMs: 50, deadlineMs: 500, memoryMb: 64, outputKb: 256 };
    for (const next of [{ problem: sumProblem({ limits }) }, { problem, fresh: true }]) {
      const backend = await backends.open({ ...settings, ...next });
      expect(processes().length).toBeGreaterThan(running.length);
      expect(await score(backend)).toBe(1);
      await backend.close();
    }
    await backends.close();
  });

  it("keep nothing of a candidate of one evaluator for those of the next", async () => {
    const backends = keepBackends();
    const mark = "globalThis.mark = 1; Array.prototype.mark = 2; export function solve() { return 31; }";
    const look = "export function solve() { return globalThis.mark || [].mark ? 31 : 0; }";
    const first = await backends.open({ ...settings, problem });
    expect(await score(first, problem, mark)).toBe(1);
    await first.close();
    const second = await backends.open({ ...settings, problem: { ...problem, version: "second" } });
    expect(await score(second, { ...problem, version: "second" }, look)).not.toBe(1);
    await second.close();
    await backends.close();
  });

  it("that were closed with a job under way end their process", async () => {
    const before = processes();
    const backends = keepBackends();
    const backend = await backends.open({ ...settings, problem });
    const stuck = backend.evaluate(
      jobOf(problem, { id: 1, source: "export function solve() { for (;;) {} }" }),
    );
    stuck.catch(() => {});
    await backend.close();
    expect(processes()).toEqual(before);
    await expect(stuck).rejects.toMatchObject({ code: "evaluate/closed" });
    await backends.close();
  });

  it("judge the programs of the next evaluator, whatever the last one called its jobs", async () => {
    const next = { ...problem, version: "next" };
    const backends = keepBackends();
    const first = await backends.open({ ...settings, problem });
    const ids = Array.from({ length: 90 }, (_, i) => i + 1);
    for (const id of ids) await first.evaluate(jobOf(problem, { id, source: HONEST }));
    await first.close();
    const second = await backends.open({ ...settings, problem: next });
    // longer than the process waits for a verdict before it takes it for lost
    const slow = "export function solve() { for (let i = 0; i < 2e6; i++); return 31; }";
    const verdicts = await Promise.all(ids.map((id) => second.evaluate(jobOf(next, { id, source: slow }))));
    expect(verdicts.filter((verdict) => verdict.status === "ok" && verdict.score === 1)).toEqual([]);
    await second.close();
    await backends.close();
  });
});
