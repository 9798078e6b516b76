import { basename } from "node:path";
import type { NumberRecord } from "../../core/index.ts";
import type { ProblemDefinition } from "../../problem/index.ts";
import {
  listLessons,
  type MemoryReport,
  plainOverview,
  readEvolution,
  redQueenMeetings,
  type RoundMeetings,
  type Run,
  type RunOverview,
  type RunSummary,
} from "../../run/index.ts";
import { isRunning, openRecord, type RunLocation } from "../../store/index.ts";
import { type FailureGroup, failureGroups } from "./failure-groups.ts";
import { type IslandMap, mapIslands } from "./grids.ts";
import { type ModelSpending, modelSpending } from "./model-spending.ts";
import { type OperatorRow, operatorTable } from "./operator-table.ts";
import { type ReportProgram, readPrograms } from "./programs.ts";

/**
 * Everything that a report shows of a run, as plain data: text, JSON and pages are faces of it and read
 * nothing else.
 */
export interface RunReport {
  readonly overview: RunOverview;
  /** The evolution; of rounds against champions, one for each turn that has begun, in order. */
  readonly parts: readonly PartReport[];
  /** Of rounds against champions: who beat whom, turn by turn; empty for one evolution. */
  readonly rounds: readonly RoundMeetings[];
}

/** One evolution. */
export interface PartReport {
  /** Name of its folder. */
  readonly name: string;
  /** Its problem: of rounds with two sides, that of the side whose turn it is. */
  readonly definition: ProblemDefinition;
  readonly summary: RunSummary;
  /**
   * All programs in logical time, founders first: the climb by `at`, `used` and `score`, the lineage by
   * `parents`.
   */
  readonly programs: readonly ReportProgram[];
  readonly islands: readonly IslandMap[];
  readonly operators: readonly OperatorRow[];
  readonly failures: readonly FailureGroup[];
  readonly models: readonly ModelSpending[];
  /** `null` in a run that keeps no memory. */
  readonly memory: MemoryReport | null;
}

/** Parts of a report that are left out unless asked for. */
export interface ReportOptions {
  /** The text of every program. @defaultValue false */
  readonly sources?: boolean;
}

/**
 * Reads the report of a run; works on a live, a finished and a killed run alike.
 *
 * @throws GalapagosError `run/*`, `store/*`
 */
export function readRunReport(run: Run, { sources = false }: ReportOptions = {}): RunReport {
  const parts = run.parts().map((part) => readPart(part, sources));
  const [whole] = parts;
  return {
    // of one evolution it is known by now, and a record takes its time to read
    overview:
      run.kind === "plain" && whole !== undefined ? plainOverview(run.folder, whole.summary) : run.overview(),
    parts,
    rounds: run.kind === "rounds" ? redQueenMeetings(run.folder) : [],
  };
}

function readPart(location: RunLocation, sources: boolean): PartReport {
  using run = openRecord(location);
  const { record, populations, summary } = readEvolution(run, location, isRunning(location.folder));
  const { direction } = record.problem.definition.objective;
  const consumed = populations.map(({ step }) => step + 1);
  const cellOf = (island: number, features: NumberRecord): number =>
    populations[island]?.archive.grid.cellOf(features) ?? 0;
  const programs = readPrograms(run, {
    ...{ direction, consumed, cellOf, sources },
    champion: summary.best?.id ?? null,
  });
  return {
    name: basename(location.folder),
    definition: record.problem.definition,
    summary,
    programs,
    islands: mapIslands(populations),
    operators: operatorTable(programs, direction),
    failures: failureGroups(programs),
    models: modelSpending(programs),
    memory: summary.memory === null ? null : listLessons(location),
  };
}
