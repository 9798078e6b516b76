import { existsSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, expectTypeOf, it } from "vitest";
import {
  best,
  type BestProgram,
  type CandidateId,
  check,
  type CheckReport,
  evaluate,
  fork,
  inject,
  type Injection,
  inspect,
  keepWorkers,
  listRuns,
  memory,
  type MemoryReport,
  replay,
  rescore,
  type RescoreReport,
  type RunEvent,
  run,
  type RunResult,
  study,
  type StudyReport,
  type Verdict,
  type Verification,
} from "../../src/index.ts";
import { SLOPE } from "./support.ts";
import { keptWorkers } from "../support/kept-workers.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const resultsRoot = temporaryFolder("use-cases");
/** Processes and threads for all calls here. */
const workers = keptWorkers(keepWorkers);
const settings = {
  workers,
  resultsRoot,
  islands: 1,
  evaluations: 12,
  threads: 1,
  migration: { interval: 5 },
};
const SQUARES = "export function solve() { return [1, 4, 9, 16, 25]; }";

describe("what the command line does, a program can do:", () => {
  let first: RunResult;
  beforeAll(async () => {
    first = await run(SLOPE, { ...settings, name: "first", models: [{ model: "stand-in" }] });
  });

  it("check and evaluate", async () => {
    expect(await check(SLOPE, { repeats: 1, workers })).toMatchObject({ ok: true, scores: [197] });
    expect(await evaluate(SLOPE, SQUARES, { workers })).toMatchObject({ status: "ok", score: 0 });
    const aborted = evaluate(SLOPE, SQUARES, { signal: AbortSignal.abort(new Error("enough")) });
    await expect(aborted).rejects.toThrow("enough");
  });

  it("inspect, best and the list", () => {
    expect(inspect("first", { resultsRoot })).toMatchObject({ kind: "plain", reachesTarget: null });
    expect(best("first", { resultsRoot })).toEqual(first.best);
    expect(listRuns({ resultsRoot }).map((one) => one.run)).toContain("first");
  });

  it("replay, to the same digest", async () => {
    const again = await replay("first", { resultsRoot, workers, name: "again", threads: 1 });
    expect(again.digest).toBe(first.digest);
    expect(again.folder).toBe(join(resultsRoot, "again"));
  });

  it("inject, rescore and fork, which begins with what was found", async () => {
    expect(await inject("first", SQUARES, { resultsRoot, workers })).toMatchObject({
      status: "accepted",
      epoch: 3,
    });
    expect(
      await inject("first", "export function solve() { return 7; }", { resultsRoot, workers }),
    ).toMatchObject({
      status: "refused",
    });
    expect(await rescore("first", { resultsRoot, workers })).toMatchObject({ problem: "slope", changed: 0 });
    const events: RunEvent[] = [];
    const onEvent = (event: RunEvent): void => void events.push(event);
    const options = { ...settings, name: "forked", evaluations: 3, models: [], onEvent };
    const forked = await fork("first", options);
    // its progress is measured from where it begins
    const origin = { consumed: 0, best: { id: expect.any(String), score: first.best?.score } };
    expect(events[0]).toMatchObject({ type: "run-started", failures: 0, islands: [origin] });
    expect(forked.best?.score).toBeLessThanOrEqual(first.best?.score ?? 0);
    expect(inspect("forked", { resultsRoot }).config).toMatchObject({ islands: 1, evaluations: 3 });
  });

  it("memory: lessons are listed, shown, exported, forgotten, restored and imported", async () => {
    const which = { run: "first", resultsRoot };
    const { lessons } = memory.list(which);
    const id = lessons[0]?.id ?? "";
    expect(memory.show(id, which).lesson?.id).toBe(id);
    const file = join(resultsRoot, "memory.json");
    const { exported } = memory.export(file, { ...which, patterns: true });
    expect(existsSync(file)).toBe(true);
    const { border } = await memory.forget(id, which);
    expect(memory.list(which).lessons.map((lesson) => lesson.id)).not.toContain(id);
    expect(await memory.restore(id, which)).toMatchObject({ run: "first", border });
    expect(await memory.import(file, which)).toMatchObject({ imported: expect.any(Number) });
    expect(exported).toBeGreaterThanOrEqual(0);
  });

  it("a study, and only a part of it", async () => {
    const plan = {
      problems: [SLOPE],
      seeds: 2,
      budget: { evaluations: 6 },
      arms: { one: { flags: ["--islands", "1"] }, two: { settings: { islands: 2 } } },
    };
    const folder = join(resultsRoot, "study");
    const report = await study(plan, { folder, seeds: 1, threads: 1, workers });
    expect(report.runs.map(({ arm, seed }) => [arm, seed])).toEqual([
      ["one", "1"],
      ["two", "1"],
    ]);
    await expect(study(plan, { folder, arms: ["three"] })).rejects.toMatchObject({ code: "study/plan" });
  });
});

it("has the types that it says it has", () => {
  expectTypeOf(run).returns.resolves.toEqualTypeOf<RunResult>();
  expectTypeOf(replay).returns.resolves.toEqualTypeOf<RunResult>();
  expectTypeOf(fork).returns.resolves.toEqualTypeOf<RunResult>();
  expectTypeOf(check).returns.resolves.toEqualTypeOf<CheckReport>();
  expectTypeOf(evaluate).returns.resolves.toEqualTypeOf<Verdict>();
  expectTypeOf(inject).returns.resolves.toEqualTypeOf<Injection>();
  expectTypeOf(rescore).returns.resolves.toEqualTypeOf<RescoreReport>();
  expectTypeOf(study).returns.resolves.toEqualTypeOf<StudyReport>();
  expectTypeOf(memory.list).returns.toEqualTypeOf<MemoryReport>();
  expectTypeOf(best).returns.toEqualTypeOf<BestProgram>();
  expectTypeOf<RunResult["verified"]>().toEqualTypeOf<Verification | null>();
  expectTypeOf<NonNullable<RunResult["best"]>["source"]>().toEqualTypeOf<string>();
  expectTypeOf<NonNullable<RunResult["best"]>["id"]>().toEqualTypeOf<CandidateId>();
  expectTypeOf<RunResult["elites"][number]["source"]>().toEqualTypeOf<string>();
  // @ts-expect-error a budget is a number
  expectTypeOf(run).toBeCallableWith(SLOPE, { evaluations: "many" });
  // @ts-expect-error there is no such setting
  expectTypeOf(run).toBeCallableWith(SLOPE, { evalutions: 3 });
});
