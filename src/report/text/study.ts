import type { ArmResult, ProblemResult, StudyReport } from "../study/compare-study.ts";
import { renderTable } from "./table.ts";

/** A study's rows for a table, the heading first. */
interface StudyTable {
  readonly title: string;
  readonly rows: readonly (readonly string[])[];
}

/** A study's comparison, for people. */
export function renderStudy(report: StudyReport): string {
  return [
    ...studyTables(report).map(({ title, rows }) => `${title}\n\n${renderTable(rows)}\n`),
    "against the first arm: median of the differences seed by seed, above 0 where the arm is better, with its distribution-free interval.",
    "evaluations: every call of the evaluator, trials within steps included.",
  ].join("\n");
}

/** One table per problem: medians, paired intervals, and what it took to reach the target. */
function studyTables({ problems, budget }: StudyReport): readonly StudyTable[] {
  const models = problems.some(({ arms }) => arms.some(({ tokens }) => tokens > 0));
  return problems.map((problem) => ({
    title: titleOf(problem, budget),
    rows: [
      [
        "arm",
        "runs",
        "median (quartiles)",
        "against the first arm",
        "better",
        ...(problem.target === null ? [] : ["reached", "evaluations to it", ...(models ? ["$ to it"] : [])]),
        "evaluations",
        ...(models ? ["tokens", "$ in all"] : []),
        "convergence",
      ],
      ...problem.arms.map((arm) => rowOf(arm, problem.target !== null, models)),
    ],
  }));
}

function titleOf({ problem, objective, direction, target }: ProblemResult, budget: object): string {
  const [[unit, sum] = ["evaluations", 0]] = Object.entries(budget);
  const aim = target === null ? "" : `, target ${target}`;
  const each = unit === "usd" ? `$${sum}` : `${sum} ${unit}`;
  return `${problem}: ${direction} the ${objective}${aim}; ${each} for each run`;
}

function rowOf(arm: ArmResult, hasTarget: boolean, hasModels: boolean): readonly string[] {
  const { score, difference, target, convergence } = arm;
  return [
    arm.arm,
    String(arm.runs),
    score === null ? "–" : `${short(score.median)} (${short(score.low)} to ${short(score.high)})`,
    difference === null
      ? "–"
      : `${signed(difference.median)} [${signed(difference.low)}, ${signed(difference.high)}] ${(100 * difference.level).toFixed(0)} %`,
    difference === null ? "–" : `${difference.wins} of ${difference.pairs}`,
    ...(hasTarget
      ? [
          `${target?.reached ?? 0} of ${arm.runs}`,
          some(target?.evaluations, String),
          ...(hasModels ? [some(target?.usd, dollars)] : []),
        ]
      : []),
    some(arm.runs === 0 ? null : arm.evaluations, String),
    ...(hasModels ? [some(arm.runs === 0 ? null : arm.tokens, String), some(arm.costUsd, dollars)] : []),
    some(convergence, (value) => value.toFixed(2)),
  ];
}

function some(value: number | null | undefined, show: (value: number) => string): string {
  return value === null || value === undefined ? "–" : show(value);
}

function short(value: number): string {
  return String(Number(value.toPrecision(6)));
}

function signed(value: number): string {
  const text = String(Number(value.toPrecision(3)));
  return value > 0 ? `+${text}` : text;
}

function dollars(value: number): string {
  return value.toFixed(value < 1 ? 4 : 2);
}
