import { expect, it } from "vitest";
import { DEFAULT_CONFIG } from "../../src/config/index.ts";
import { loadProblem } from "../../src/problem/index.ts";
import { describeDeadGrid } from "../../src/report/text/dead-grid.ts";
import { gridAdvice } from "../../src/run/rehearsal/grid-advice.ts";

const { definition } = await loadProblem("circle-packing");
const summary = (elites: number, evaluations = 500) => ({
  evaluations,
  islands: [{ elites, coverage: elites / 24 }],
});

it("a summary warns of a grid in which nothing lives, and of no other", () => {
  const [line = ""] = describeDeadGrid(summary(1), definition, DEFAULT_CONFIG);
  expect(line).toContain("no island holds more than 1 of its 24 cells");
  expect(line).toContain("radiusSpread and borderShare");
  expect(describeDeadGrid(summary(9), definition, DEFAULT_CONFIG)).toEqual([]);
  expect(describeDeadGrid(summary(1, 50), definition, DEFAULT_CONFIG)).toEqual([]);
  const single = { ...DEFAULT_CONFIG, archive: { ...DEFAULT_CONFIG.archive, cells: "single" } } as const;
  expect(describeDeadGrid(summary(1), definition, single)).toEqual([]);
});

it("a check tells of features of the seed that lie outside the grid", () => {
  expect(gridAdvice(definition.features, { radiusSpread: 1.05, borderShare: 0.02 })).toEqual([]);
  expect(gridAdvice(definition.features, { radiusSpread: 7, borderShare: 0.02 })).toMatchInlineSnapshot(`
    [
      "the seed's radiusSpread is 7, outside its range 0 to 1.2: programs like it share the outermost cells; widen the range, or say "range": "auto"",
    ]
  `);
});
