import { expect, it } from "vitest";
import { Progress } from "../../src/report/index.ts";
import { renderLine, renderPanel } from "../../src/report/index.ts";
import type { RunEvent } from "../../src/core/index.ts";
import { resolveConfig } from "../../src/config/index.ts";
import { loadProblem } from "../../src/problem/index.ts";
import { SLOPE } from "./support.ts";

it("counts the time that is left from what earlier sittings took, and not from the evaluator's start", async () => {
  const { definition } = await loadProblem(SLOPE);
  const config = resolveConfig([{ origin: "test", settings: { timeMs: 60_000 } }]);
  let now = 1000;
  const progress = new Progress(definition, config, () => now);
  now += 5000;
  const starting = "starting: the evaluator is loaded and the seed is scored (5.0 s so far)";
  expect(renderLine(progress)).toBe(starting);
  expect(renderPanel(progress, 80)).toContain(starting);
  const islands = [{ consumed: 300, best: null }];
  const started = {
    type: "run-started",
    run: "r",
    problem: "slope",
    seed: "1",
    islands,
    failures: 7,
  } as const;
  progress.take({ ...started, elapsedMs: 30_000, resumed: true });
  now += 10_000;
  expect(renderLine(progress)).toBe("40.0 s · 300 evaluations · 0/s · nothing yet · 7 failed · 20.0 s left");
  expect(renderPanel(progress, 80).split("\n")[0]).toMatch(/time {2}66 % {2}20\.0 s left$/);
  progress.isStopping = true;
  expect(renderLine(progress), "a run that stops has no time left to count").toMatch(/ · stopping$/);
  expect(renderPanel(progress, 80).split("\n")[0]).toMatch(/time {2}66 % {2}stopping$/);
});

it("says for whom a run waits, instead of the time that is left, until it goes on", async () => {
  const { definition } = await loadProblem(SLOPE);
  const config = resolveConfig([{ origin: "test", settings: { timeMs: 3_600_000 } }]);
  let now = 0;
  const progress = new Progress(definition, config, () => now);
  const started = { type: "run-started", run: "r", problem: "slope", seed: "1" } as const;
  progress.take({
    ...started,
    islands: [{ consumed: 0, best: null }],
    failures: 0,
    elapsedMs: 0,
    resumed: false,
  });
  progress.take({ type: "model-rests", model: "m", waitMs: 120_000 });
  now += 30_000;
  expect(renderLine(progress)).toBe(
    "30.0 s · 0 evaluations · 0/s · nothing yet · waiting for model m, 1 min 30 s",
  );
  expect(renderPanel(progress, 80).split("\n")[0]).toMatch(/waiting for model m, 1 min 30 s$/);
  now += 90_000;
  expect(renderLine(progress)).toContain("left");
});

it("reckons no time from the seeds alone, while the first children are waited for", async () => {
  const { definition } = await loadProblem(SLOPE);
  const config = resolveConfig([{ origin: "test", settings: { evaluations: 12 } }]);
  let now = 0;
  const progress = new Progress(definition, config, () => now);
  progress.take({
    type: "run-started",
    run: "r",
    problem: "slope",
    seed: "1",
    islands: [{ consumed: 0, best: null }],
    failures: 0,
    elapsedMs: 0,
    resumed: false,
  });
  const step = (number: number) =>
    progress.take({
      type: "step",
      candidate: { island: 0, step: number, evaluation: { status: "ok", score: 1 } },
      inserted: "new",
      temperature: null,
    } as unknown as RunEvent);
  step(0);
  now += 60_000;
  expect(renderLine(progress)).toBe("1 min 00 s · 1 evaluations · 0/s · nothing yet");
  step(1);
  expect(renderLine(progress)).toBe("1 min 00 s · 2 evaluations · 0/s · nothing yet · 5 min 00 s left");
});
