import { expect, it } from "vitest";
import { renderVerification } from "../../src/report/index.ts";
import { loadProblem } from "../../src/problem/index.ts";
import { verifyConstruction } from "../../src/run/index.ts";
import known from "../../examples/heilbronn-convex-13.json" with { type: "json" };

it("a construction is compared with the best known value by the rule by which children are", async () => {
  const problem = await loadProblem("heilbronn-convex");
  const said = async (value: number, source = "x") => {
    const bestKnown = [{ value, source }];
    const report = await verifyConstruction(
      { ...problem, definition: { ...problem.definition, bestKnown } },
      known,
    );
    return { score: report.score ?? 0, text: renderVerification(report) };
  };
  const { score } = await said(1);
  const rounded = Number(score.toFixed(4));
  expect((await said(1)).text).not.toMatch(/better than|as good as/);
  for (const [value, source] of [[score], [score * (1 - 1e-11)], [rounded, "x, rounded"]] as const)
    expect((await said(value, source)).text).toContain(
      "as good as the best known value, as far as that is stated, proved",
    );
  expect((await said(score * 0.999)).text).toContain("better than the best known value, proved");
});
