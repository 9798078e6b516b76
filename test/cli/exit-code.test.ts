import { describe, expect, it } from "vitest";
import { exitCodeOf } from "../../src/cli/ending.ts";
import type { ProblemDefinition } from "../../src/problem/index.ts";
import { reachesTarget, type RunSummary } from "../../src/run/index.ts";

const MAXIMISE = { objective: { name: "score", direction: "maximise" } } as ProblemDefinition;
const OK = { id: "i0-s1", status: "ok", score: 2, message: "" } as const;
const FAILED = { ...OK, status: "timeout", runnersUp: [{ ...OK, id: "i0-s2" }] } as const;

/** The exit code of a run that was to reach 2. */
function codeOf(changes: Partial<RunSummary>, target: number | null = 2): number {
  const summary = { status: "done", best: { id: "i0-s1", score: 2 }, verified: OK, ...changes } as RunSummary;
  return exitCodeOf({ summary, reachesTarget: reachesTarget(summary, { target }, MAXIMISE) });
}

describe("the exit code of a run", () => {
  it.each([
    ["that reached its target", {}, 0],
    ["that missed it", { best: { id: "i0-s1", score: 1.9 } }, 5],
    ["that scored nothing", { best: null }, 5],
    ["whose best program failed its verification", { verified: { ...OK, status: "timeout" } }, 5],
    [
      "whose runner-up passed and reaches it",
      { verified: FAILED, best: { id: "i0-s1", score: 3 }, runnerUp: { id: "i0-s2", score: 2 } },
      0,
    ],
    ["whose runner-up passed and misses it", { verified: FAILED, runnerUp: { id: "i0-s2", score: 1 } }, 5],
    ["that was interrupted", { status: "interrupted" }, 130],
  ])("%s", (_, summary, code) => {
    expect(codeOf(summary as Partial<RunSummary>)).toBe(code);
  });

  it("without a target is 0", () => {
    expect(codeOf({ best: null, verified: null }, null)).toBe(0);
  });
});
