import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { beforeAll, describe, expect, it } from "vitest";
import { resolveConfig } from "../../src/config/index.ts";
import { loadProblem } from "../../src/problem/index.ts";
import {
  type ExportedProgram,
  exportedPrograms,
  PROGRAM_LINE_SCHEMA,
  readRunReport,
  readTraces,
  renderCsv,
  type RunReport,
  TRACE_LINE_SCHEMA,
  writeOpenEvolve,
} from "../../src/report/index.ts";
import { openRun, startRun } from "../../src/run/index.ts";
import { sharedWorkers, SLOPE } from "../run/support.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const sitting = { threads: 1, lanes: 1, workers: sharedWorkers() };
const resultsRoot = temporaryFolder("export");
const folder = join(resultsRoot, "run");
const models = [{ model: "stand-in", price: "free" as const, keyVariable: null }];

describe("a run for other tools", () => {
  let report: RunReport;
  let programs: readonly ExportedProgram[];
  beforeAll(async () => {
    const settings = { islands: 2, evaluations: 16, models };
    const config = resolveConfig([{ origin: "test", settings }]);
    await startRun({ problem: await loadProblem(SLOPE), config, resultsRoot, name: "run", ...sitting });
    report = readRunReport(openRun(folder), { sources: true });
    programs = exportedPrograms(report);
  });

  it("is a line for each program, as the schema says", () => {
    const check = new Ajv({ strict: false }).compile(PROGRAM_LINE_SCHEMA);
    const lines = programs.map((program) => JSON.parse(JSON.stringify(program)) as ExportedProgram);
    for (const line of lines) expect([check(line), check.errors]).toEqual([true, null]);
    expect(lines).toHaveLength(16);
    expect(lines.filter(({ isElite }) => isElite).length).toBeGreaterThan(0);
    expect(lines.find(({ id }) => id === report.parts[0]?.summary.best?.id)?.source).toContain("export");
  });

  it("is a table whose cells no spreadsheet runs, takes apart or loses", () => {
    const [first] = programs as readonly [ExportedProgram, ...ExportedProgram[]];
    const csv = renderCsv([
      { ...first, note: '=HYPERLINK("http://x")', message: 'two\nlines, and "words"', metrics: { "a,b": 1 } },
      first,
    ]);
    expect(csv).toContain(`,"'=HYPERLINK(""http://x"")","two\nlines, and ""words""",`);
    expect(csv.split("\r\n")[0]).toMatch(/^run,problem,seed,part,id,.*,"metric a,b",/);
    expect(csv.match(/\r\n/g)).toHaveLength(3);
  });

  it("is a trace for each answered request, with what became of it", () => {
    const check = new Ajv({ strict: false }).compile(TRACE_LINE_SCHEMA);
    const traces = [...readTraces({ folder })];
    expect(traces.length).toBeGreaterThan(0);
    for (const trace of traces) {
      expect([check(JSON.parse(JSON.stringify(trace))), check.errors]).toEqual([true, null]);
      const program = programs.find(({ id }) => id === trace.program)!;
      expect(trace.reward.score).toBe(program.score);
      const [first, second] = trace.prompt as readonly object[];
      expect([first, second]).toMatchObject([{ role: "system" }, { role: "user" }]);
      const parent = programs.find(({ id }) => id === program.parents[0])?.score ?? null;
      if (program.score !== null && parent !== null)
        expect(trace.reward.gain).toBeCloseTo(parent - program.score, 9);
    }
  });

  it("is a checkpoint in OpenEvolve's form: programs, islands, grids and the best", () => {
    const out = join(resultsRoot, "checkpoint");
    expect(writeOpenEvolve(report, out)).toBe(readdirSync(join(out, "programs")).length + 3);
    const json = (name: string) => JSON.parse(readFileSync(join(out, name), "utf8"));
    const metadata = json("metadata.json");
    const best = json(`programs/${metadata.best_program_id}.json`);
    expect(best).toMatchObject({ id: report.parts[0]?.summary.best?.id, language: "javascript" });
    expect(json("best_program_info.json").metrics.combined_score).toBe(best.metrics.combined_score);
    expect(metadata.islands).toHaveLength(2);
    for (const id of [...metadata.islands.flat(), ...metadata.archive])
      expect(json(`programs/${id}.json`)).toMatchObject({ id, code: expect.stringContaining("export") });
    for (const map of metadata.island_feature_maps)
      for (const cell of Object.keys(map)) expect(cell).toMatch(/^\d+(-\d+)*$/);
  });
});
