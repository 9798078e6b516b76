import { expect, it } from "vitest";
import { loadProblem } from "../../src/problem/index.ts";
import { renderCheck } from "../../src/report/text/check.ts";
import { inProcessBackend } from "../../src/evaluate/index.ts";
import { checkProblem } from "../../src/run/index.ts";
import { SLOPE } from "../run/support.ts";

it("says why a seed whose score is a run time does not repeat", async () => {
  const problem = await loadProblem(SLOPE);
  const report = await checkProblem(problem, { repeats: 1, openBackend: inProcessBackend });
  const varied = { ...report, deterministic: false };
  const shown = (timing: object | null): string =>
    renderCheck(varied, { ...problem.definition, timing } as typeof problem.definition, "slope", "seed.js");
  expect(shown({ maxPairs: 8, confidence: 0.95 })).toMatch(/^repeatable no: a clock decides$/m);
  expect(shown(null)).toMatch(/^repeatable no$/m);
});
