import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readRunRecord, summariseRun } from "../../src/run/index.ts";
import { inject } from "../../src/library/index.ts";
import { DEFAULT_CONFIG } from "../../src/config/index.ts";
import type { Problem } from "../../src/problem/index.ts";
import { convergenceAt, convergenceOf } from "../../src/run/sitting/convergence.ts";
import type { CourseReader } from "../../src/store/index.ts";
import { candidatesOf, outcome, useLab } from "./support.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const lab = useLab(temporaryFolder("run"));
const SETTINGS = { islands: 2, inFlight: 4, migration: { interval: 10 }, evaluations: 120 };

describe("the convergence of a run", () => {
  it("is 1 where the second half gained nothing, 0 where it gained everything, whatever the unit and zero point", () => {
    expect([convergenceOf(0, 5, 5), convergenceOf(0, 0, 5), convergenceOf(2, 3, 4)]).toEqual([1, 0, 0.5]);
    expect(convergenceOf(7, 7, 7)).toBe(1);
    const score = fc.integer({ min: -1000, max: 1000 });
    fc.assert(
      fc.property(score, score, score, fc.constantFrom(-8, 0.5, 4), score, (a, b, c, unit, zero) => {
        const [first, middle, last] = [a, b, c].sort((x, y) => x - y) as [number, number, number];
        const figure = convergenceOf(first, middle, last);
        expect(figure).toBeGreaterThanOrEqual(0);
        expect(figure).toBeLessThanOrEqual(1);
        const moved = (value: number): number => zero + unit * value;
        expect(convergenceOf(moved(first), moved(middle), moved(last))).toBeCloseTo(figure, 9);
      }),
      { seed: 5, numRuns: 300 },
    );
  });

  it("leaves no regret to tell where the beginning was as good as the goal", () => {
    const at = (bests: readonly number[], target: number | null, direction: "maximise" | "minimise") => {
      const course = { best: (_: unknown, until: number) => bests[until] ?? null, close: () => {} };
      const config = { ...DEFAULT_CONFIG, target };
      const problem = { definition: { objective: { direction }, bestKnown: [] } } as unknown as Problem;
      return convergenceAt(course as unknown as CourseReader, 2, { config, problem, founders: [] }).regret;
    };
    expect(at([1, 2, 3], 5, "maximise")).toBe(0.5);
    expect(at([5, 4, 2], 1, "minimise")).toBe(0.25);
    expect(at([1, 2, 7], 5, "maximise")).toBe(-0.5);
    expect(at([1.75, 1.8, 1.81], 1.7, "maximise")).toBeNull();
    expect(at([1, 0.5, 0.2], 1, "minimise")).toBeNull();
    expect(at([1, 2, 3], null, "maximise")).toBeNull();
  });

  it("is not told of several objectives, whose first says little of a front", () => {
    const objectives = ["area", "perimeter"].map((name) => ({ name, direction: "maximise", reference: 0 }));
    const problem = {
      definition: { objective: { direction: "maximise" }, objectives, bestKnown: [] },
    } as unknown as Problem;
    const course = { best: (_: unknown, until: number) => until } as unknown as CourseReader;
    const told = convergenceAt(course, 4, { config: DEFAULT_CONFIG, problem, founders: [] });
    expect(told).toEqual({ convergence: null, regret: null });
  });

  it("is told with every run, and agrees with what is on record", async () => {
    const run = await lab.run(SETTINGS);
    const scored = candidatesOf(run.folder).flatMap(({ step, evaluation }) =>
      evaluation.status === "ok" ? [{ step, score: evaluation.score }] : [],
    );
    const minimises = lab.problem().definition.objective.direction === "minimise";
    const best = (until: number): number => {
      const scores = scored.filter(({ step }) => step <= until).map(({ score }) => score);
      return minimises ? Math.min(...scores) : Math.max(...scores);
    };
    expect(run.convergence).toBeCloseTo(1 - (best(59) - best(29)) / (best(59) - best(0) || 1), 9);
    expect(summariseRun(run)).toMatchObject({ convergence: run.convergence, regret: run.regret });
  });

  it("ends a run at a border when asked to, at the same one however it is cut into sittings", async () => {
    const asked = { ...SETTINGS, evaluations: 4000, convergence: { stopAt: 0.8, after: 60 } };
    const whole = await lab.run(asked);
    expect(whole).toMatchObject({ status: "done", stopped: "converged" });
    expect(whole.evaluations).toBeLessThan(4000);
    // both islands stand right after the same border's step
    expect((whole.evaluations / 2 - 1) % 10).toBe(0);
    expect(whole.convergence).toBeGreaterThanOrEqual(0.8);

    const abort = new AbortController();
    let steps = 0;
    const cut = await lab.run(asked, {
      threads: 1,
      signal: abort.signal,
      onEvents(events) {
        steps += events.filter(({ type }) => type === "step").length;
        if (steps > 30) abort.abort();
      },
    });
    expect(cut.status).toBe("interrupted");
    const resumed = await lab.resume(cut.folder);
    expect(outcome(resumed)).toEqual(outcome(whole));
    expect(readRunRecord(cut).end?.reason).toBe("converged");
    // it stays so
    expect(outcome(await lab.resume(cut.folder, { evaluations: 5000 }))).toEqual(outcome(whole));
    // so that nobody would take a program
    await expect(inject(cut.folder, "export function solve() { return 7; }")).rejects.toMatchObject({
      code: "run/ended",
      hint: expect.stringContaining("--set convergence.stopAt=null"),
    });
  });
});
