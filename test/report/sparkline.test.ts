import { expect, it } from "vitest";
import { resolveConfig } from "../../src/config/index.ts";
import { loadProblem } from "../../src/problem/index.ts";
import { Progress, renderPanel } from "../../src/report/index.ts";
import { SLOPE } from "../run/support.ts";

const started = {
  type: "run-started",
  ...{ run: "r", problem: "slope", seed: "1", failures: 0, elapsedMs: 0, resumed: false },
} as const;

async function panel(columns: number): Promise<readonly string[]> {
  const { definition } = await loadProblem(SLOPE);
  const config = resolveConfig([{ origin: "test", settings: { evaluations: 400 } }]);
  const progress = new Progress(definition, config, () => 0);
  progress.take({ ...started, islands: [{ consumed: 0, best: null }] });
  // the problem minimises
  for (const [evaluations, score] of [
    [1, 197.1234567],
    [10, 150],
    [40, 2.25],
  ] as const) {
    progress.evaluations = evaluations;
    progress.take({ type: "best", id: `i0-s${evaluations}`, score, operator: "mutate", evaluations });
  }
  progress.evaluations = 80;
  return renderPanel(progress, columns).split("\n");
}

it("draws the climb as bars that rise where the best gets better, whichever way that is", async () => {
  const [line] = (await panel(100)).filter((text) => text.startsWith("climb "));
  expect(line).toMatch(/^climb ▁+▂+█+$/);
});

it("says what matters in forty columns, in lines that are not cut", async () => {
  const lines = await panel(40);
  for (const line of lines) {
    expect(line.length).toBeLessThanOrEqual(40);
    expect(line).not.toContain("…");
  }
  expect(lines.join("\n")).toContain("best 2.25 by i0-s40");
});
