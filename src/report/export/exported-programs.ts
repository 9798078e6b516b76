import type { PartReport, RunReport } from "../run/run-report.ts";
import type { ExportedProgram } from "./schemas.ts";

/** The programs of a run as lines of an export, in logical time, part by part. @param report - read with its sources */
export function exportedPrograms({ overview, parts }: RunReport): readonly ExportedProgram[] {
  const { run } = overview.summary;
  return parts.flatMap((part) => programsOf(part, run));
}

function programsOf({ name, summary, programs, islands }: PartReport, run: string) {
  const front = summary.front && new Set(summary.front.programs.map(({ id }) => id));
  const elites = new Set(islands.flatMap((island) => island.elites.map(({ id }) => id)));
  return programs.map(({ calls: _, recalled: _recalled, used, source = "", ...program }) => ({
    ...{ run, problem: summary.problem, seed: summary.seed, part: name },
    ...program,
    isElite: elites.has(program.id),
    ...(front && { onFront: front.has(program.id) }),
    ...used,
    source,
  }));
}
