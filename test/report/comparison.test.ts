import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { resolveConfig } from "../../src/config/index.ts";
import { loadProblem } from "../../src/problem/index.ts";
import {
  compareRuns,
  type ComparedRun,
  readCompared,
  renderComparison,
  renderComparisonPage,
} from "../../src/report/index.ts";
import { startRun } from "../../src/run/index.ts";
import { sharedWorkers, SLOPE } from "../run/support.ts";
import { wayNames } from "../../src/report/comparison/way-names.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const resultsRoot = temporaryFolder("comparison");
/** The problem minimises. */
const TARGET = 195;
const HOSTILE = "<script>alert(1)</script>\u001b[2J\u202e&\"'";

describe("runs side by side", () => {
  let runs: readonly ComparedRun[];
  beforeAll(async () => {
    const problem = await loadProblem(SLOPE);
    const workers = sharedWorkers();
    const read: ComparedRun[] = [];
    for (const [islands, seed] of [
      [1, "1"],
      [1, "2"],
      [2, "1"],
    ] as const) {
      const config = resolveConfig([{ origin: "test", settings: { islands, seed, evaluations: 14 } }]);
      const name = `run-${islands}-${seed}`;
      await startRun({ problem, config, resultsRoot, name, threads: 1, lanes: 1, workers });
      read.push(readCompared({ name, folder: join(resultsRoot, name), arm: null }, TARGET));
    }
    runs = read;
  });

  it("stand together where they differ in their seeds only, and are named by what tells them apart", () => {
    const [problem] = compareRuns(runs).problems;
    expect(problem?.ways.map(({ name, runs: own }) => [name, own.map(({ run }) => run)])).toEqual([
      ["islands 1", ["run-1-1", "run-1-2"]],
      ["islands 2", ["run-2-1"]],
    ]);
    const named = compareRuns(runs.map((run) => ({ ...run, arm: "mine" }))).problems[0];
    expect(named?.ways.map(({ name }) => name)).toEqual(["mine"]);
  });

  it("have medians, intervals with their coverage, and the price of the target", () => {
    const [way] = compareRuns(runs).problems[0]!.ways;
    const scores = [runs[0]!.score!, runs[1]!.score!].sort((a, b) => a - b);
    expect(way?.score).toEqual({
      median: (scores[0]! + scores[1]!) / 2,
      low: scores[0],
      high: scores[1],
      level: 0.5,
    });
    const reached = runs.slice(0, 2).filter(({ score }) => score! <= TARGET).length;
    expect(way?.target?.reached).toBe(reached);
    const never = runs.map((run) => ({ ...run, target: -1, toTarget: null }));
    expect(compareRuns(never).problems[0]?.ways[0]?.target).toMatchObject({ reached: 0, evaluations: null });
    const differing = runs.map((run, at) => ({ ...run, target: at }));
    expect(compareRuns(differing).problems[0]).toMatchObject({ target: null });
  });

  it("climb over evaluator calls in bands that hold their medians and never get worse", () => {
    for (const { climb, runs: own } of compareRuns(runs).problems[0]!.ways) {
      expect(climb.length).toBeGreaterThan(0);
      for (const [at, { low, median, high }] of climb.entries()) {
        expect(low <= median && median <= high).toBe(true);
        if (at > 0) expect(median).toBeLessThanOrEqual(climb[at - 1]!.median);
      }
      const bests = own.flatMap(({ score }) => score ?? []);
      expect(climb.at(-1)?.high).toBe(Math.max(...bests));
    }
  });

  it("of two versions of a problem, or of two problems, are apart", () => {
    const [first, ...others] = runs as readonly [ComparedRun, ...ComparedRun[]];
    expect(compareRuns([{ ...first, version: "other" }, ...others]).problems).toHaveLength(2);
  });

  it("are plain data, a table and a page without a script", () => {
    const comparison = compareRuns(runs);
    expect(JSON.parse(JSON.stringify(comparison))).toEqual(comparison);
    expect(renderComparison(comparison)).toMatch(/islands 1 +2 .*\n.*islands 2 +1 /);
    const page = renderComparisonPage(comparison);
    expect(page).toMatch(/default-src 'none'; style-src 'sha256-[\w+/=]+'/);
    expect(page).not.toMatch(/<script|style=|url\(|https?:/);
    expect(page).toContain('<path class="median way-1"');
  });

  it("keep hostile names as text, in all faces", () => {
    const hostile = runs.map((run) => ({
      ...run,
      ...{ run: HOSTILE, problem: HOSTILE, arm: HOSTILE, seed: HOSTILE, status: HOSTILE },
      objective: { ...run.objective, name: HOSTILE },
    }));
    const page = renderComparisonPage(compareRuns(hostile));
    expect(page).not.toMatch(/<script|alert\(1\)<\//);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    expect(page).not.toMatch(/[\u001b\u202e]/);
    expect(page).toContain("&#60;script&#62;alert(1)");
  });
});

it("ways that differ in many settings are named by their models and what else fits, and numbered where that tells nothing", () => {
  const way = (models: string, start: number) =>
    new Map([
      ...Array.from({ length: 9 }, (_, i) => [`group.setting${i}`, String(start + i)] as const),
      ["models", models],
    ]);
  const [none, some] = wayNames([way("[]", 1), way('[{"model":"stand-in"}]', 2)]);
  expect(none).toBe("models none, group.setting0 1, group.setting1 2, …");
  expect(some).toBe("models stand-in, group.setting0 2, group.setting1 3, …");
  expect(wayNames([new Map([["a", `"${"x".repeat(80)}"`]]), new Map()])).toEqual(["way 1", "way 2"]);
});
