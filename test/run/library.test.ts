import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import {
  GalapagosError,
  inspect,
  keepWorkers,
  loadProblem,
  type RunEvent,
  resume,
  run,
  summariseRun,
} from "../../src/index.ts";
import { digestByHand, SLOPE } from "./support.ts";
import { keptWorkers } from "../support/kept-workers.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const resultsRoot = temporaryFolder("run");
/** Processes and threads for all calls here. */
const workers = keptWorkers(keepWorkers);
const settings = { workers, resultsRoot, islands: 2, evaluations: 40, migration: { interval: 10 } };

it("tells events in order: started, each island's steps one after the other, borders, ended", async () => {
  const events: RunEvent[] = [];
  const summary = await run(SLOPE, { ...settings, name: "events", onEvent: (event) => events.push(event) });
  expect(events[0]).toMatchObject({ type: "run-started", problem: "slope", resumed: false });
  expect(events.at(-1)).toEqual({ type: "run-ended", reason: "budget" });
  const next = [0, 0];
  let best = Number.POSITIVE_INFINITY;
  for (const event of events) {
    if (event.type === "step") {
      const { island, step } = event.candidate;
      expect(step).toBe(next[island]);
      next[island] = step + 1;
    }
    // a border lies right after step e·10
    if (event.type === "border") expect(next[event.island]).toBe(event.epoch * 10 + 1);
    if (event.type === "best") {
      expect(event.score).toBeLessThan(best);
      best = event.score;
    }
  }
  expect(next).toEqual([20, 20]);
  expect(best).toBe(summary.best?.score);
  const { best: found, ...facts } = summariseRun({ folder: join(resultsRoot, "events") });
  expect(summary).toMatchObject(facts);
  expect(summary.best).toMatchObject(found ?? {});
  expect(summary.best?.source).toContain("export function solve()");
  expect(summary.elites[0]).toMatchObject({ island: 0, source: expect.stringContaining("solve") });
  expect(summary.history.map(({ evaluations }) => evaluations)).toEqual(
    summary.history.map(({ evaluations }) => evaluations).toSorted((a, b) => a - b),
  );
  expect(summary.history.at(-1)?.score).toBe(best);
  expect(summary.digest).toBe(digestByHand(join(resultsRoot, "events")));
});

it("stops on a signal and goes on as if it had not", async () => {
  const abort = new AbortController();
  const onEvent = (event: RunEvent): void => {
    if (event.type === "step" && event.candidate.step === 12) abort.abort();
  };
  const problem = await loadProblem(SLOPE);
  const cut = await run(problem, { ...settings, name: "cut", onEvent, signal: abort.signal });
  expect(cut).toMatchObject({ status: "interrupted" });
  const late: RunEvent[] = [];
  const done = await resume("cut", {
    resultsRoot,
    workers,
    problem,
    onEvent: (event) => late.push(event),
    threads: 1,
  });
  expect(done.digest).toBe(summariseRun({ folder: join(resultsRoot, "events") }).digest);
  expect(late[0]).toMatchObject({ type: "run-started", resumed: true });
});

it("a signal that is aborted already stops at once, and the run can be resumed", async () => {
  const cut = await run(SLOPE, { ...settings, name: "at-once", signal: AbortSignal.abort() });
  expect(cut.status).toBe("interrupted");
  const done = await resume("at-once", { resultsRoot, workers });
  expect(done).toMatchObject({ status: "done", evaluations: 40 });
});

it("plays rounds against champions, and tells of them as of any run", async () => {
  const problem = await loadProblem(fileURLToPath(new URL("./problems/small-war", import.meta.url)), {
    preset: "two",
  });
  const war = { ...settings, evaluations: 40, threads: 1 };
  const whole = await run(problem, { ...war, name: "war" });
  expect(whole).toMatchObject({ run: "war", status: "done", evaluations: 40, rounds: [{}, {}] });
  expect(whole.best?.score).toBe(whole.rounds?.at(-1)?.score);
  expect(whole.islands.map(({ evaluations }) => evaluations)).toEqual([10, 10]);
  const abort = new AbortController();
  let steps = 0;
  const onEvent = (event: RunEvent): void => {
    if (event.type === "step" && ++steps === 25) abort.abort();
  };
  const cut = await run(problem, { ...war, name: "cut-war", onEvent, signal: abort.signal });
  expect(cut).toMatchObject({ status: "interrupted", rounds: [{}] });
  expect(await resume("cut-war", { resultsRoot, workers, threads: 1 })).toEqual({
    ...whole,
    run: "cut-war",
    folder: join(resultsRoot, "cut-war"),
    // of equal programs that are under way at once the evaluator runs one or both
    evaluatorCalls: expect.any(Number),
  });
  const turn = resume(join(resultsRoot, "war", "turn-001"), { resultsRoot });
  await expect(turn).rejects.toMatchObject({ code: "run/turn", hint: expect.stringContaining("war") });
  await expect(resume("war", { resultsRoot, evaluations: 99 })).rejects.toMatchObject({ code: "run/budget" });
});

it("refuses wrong settings as one kind of error", async () => {
  const wrong = run(SLOPE, { resultsRoot, islands: -1 });
  await expect(wrong).rejects.toBeInstanceOf(GalapagosError);
  await expect(run({ problem: "slope" } as never)).rejects.toMatchObject({
    code: "library/problem",
    message: expect.stringContaining("run() expected the name or folder of a problem, or what loadProblem"),
  });
  await expect(resume("missing", { resultsRoot })).rejects.toMatchObject({
    code: "run/missing",
    exitCode: 2,
  });
});

it("a listener that throws ends the run in good order, with its error, and the run can be resumed", async () => {
  let heard = 0;
  const onEvent = (event: RunEvent): void => {
    heard++;
    if (event.type === "step" && event.candidate.step === 3) throw new Error("not today");
  };
  await expect(run(SLOPE, { ...settings, name: "deaf", onEvent })).rejects.toThrow("not today");
  const before = heard;
  expect(inspect("deaf", { resultsRoot })).toMatchObject({ summary: { status: "interrupted" } });
  const later = async (): Promise<void> => {
    throw new Error("nor later");
  };
  await expect(resume("deaf", { resultsRoot, workers, onEvent: later })).rejects.toThrow("nor later");
  expect(await resume("deaf", { resultsRoot, workers })).toMatchObject({ status: "done", evaluations: 40 });
  expect(heard).toBe(before);
});
