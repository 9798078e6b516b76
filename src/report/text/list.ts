import { JOINT_MARK, printable, showBytes, showNumber } from "../../core/index.ts";
import type { ProblemSummary } from "../../problem/index.ts";
import type { RunLine } from "../../run/index.ts";
import { renderTable } from "./table.ts";

/** The problems that can be run by name, for people. */
export function renderProblems(problems: readonly ProblemSummary[]): string {
  return renderTable([
    ["problem", "title"],
    ...problems.map((problem) => [
      problem.name,
      printable(problem.ok ? problem.title : problem.error.message),
    ]),
  ]);
}

/** The runs of a results folder, for people. */
export function renderRuns(runs: readonly RunLine[]): string {
  if (runs.length === 0) return "no runs yet; start one: galapagos run circle-packing";
  return renderTable([
    ["run", "problem", "status", "evaluations", "best", "size"],
    ...runs.map(({ run, problem, status, evaluations, best, front, bytes, joint }) => [
      run,
      problem,
      status,
      String(evaluations),
      best === null
        ? "–"
        : `${showNumber(best)}${joint ? JOINT_MARK : ""}${front === undefined ? "" : `, front of ${front}`}`,
      showBytes(bytes),
    ]),
  ]);
}
