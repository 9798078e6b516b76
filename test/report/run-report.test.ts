import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { resolveConfig } from "../../src/config/index.ts";
import { loadProblem } from "../../src/problem/index.ts";
import { type PartReport, readRunReport } from "../../src/report/index.ts";
import { openRun, startRun } from "../../src/run/index.ts";
import { sharedWorkers, SLOPE } from "../run/support.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const sitting = { threads: 1, lanes: 1, workers: sharedWorkers() };
const resultsRoot = temporaryFolder("report");
const model = { model: "stand-in", price: "free", keyVariable: null };

describe("the report of a run", () => {
  let part: PartReport;
  beforeAll(async () => {
    const settings = { islands: 2, evaluations: 24, migration: { interval: 5 }, models: [model] };
    const config = resolveConfig([{ origin: "test", settings }]);
    await startRun({ problem: await loadProblem(SLOPE), config, resultsRoot, name: "run", ...sitting });
    const report = readRunReport(openRun(join(resultsRoot, "run")), { sources: true });
    expect(report.parts).toHaveLength(1);
    part = report.parts[0] as PartReport;
  });

  it("holds every program once, in logical time, with what the run had used by then", () => {
    const { programs, summary } = part;
    expect(programs.map(({ at }) => at)).toEqual(Array.from({ length: 24 }, (_, i) => i + 1));
    expect(programs.at(-1)?.used.evaluatorCalls).toBeGreaterThan(0);
    expect(programs.at(-1)?.used.tokens).toBe(summary.tokens);
    expect(programs.findLast(({ isBest }) => isBest)?.score).toBe(summary.best?.score);
    expect(programs.every(({ source }) => source !== undefined)).toBe(true);
    const ids = new Set(programs.map(({ id }) => id));
    expect(programs.flatMap(({ parents }) => parents).filter((id) => !ids.has(id))).toEqual([]);
  });

  it("maps each island's archive: dimensions, and each elite in its cell", () => {
    for (const [at, { elites, coverage, cells, dimensions, qdScore }] of part.islands.entries()) {
      const { elites: count, coverage: share, qdScore: sum } = part.summary.islands[at] ?? {};
      expect([elites.length, coverage, qdScore]).toEqual([count, share, sum]);
      expect(dimensions.reduce((product, { bins }) => product * bins, 1)).toBe(cells);
      for (const { bins } of elites)
        expect(bins.every((bin, axis) => bin < (dimensions[axis]?.bins ?? 0))).toBe(true);
    }
  });

  it("adds up: operators make all programs, failures are those of the summary, models are paid once", () => {
    const { operators, failures, models, summary, programs } = part;
    const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);
    expect(total(operators.map(({ made }) => made))).toBe(programs.length);
    expect(total(operators.map(({ used }) => used.tokens))).toBe(summary.tokens);
    expect(total(failures.map(({ count }) => count))).toBe(total(Object.values(summary.failures)));
    expect(models).toMatchObject([{ model: "stand-in", usd: 0 }]);
    expect(part.memory?.lessons.length).toBeGreaterThan(0);
  });

  it("is plain data", () => {
    expect(JSON.parse(JSON.stringify(part))).toEqual(part);
  });
});
