import { printable, showNumber } from "../../core/index.ts";
import type { ComparedProblem, ComparedWay } from "./compare-runs.ts";

/** A table of a comparison: headings first, all cells as text. */
export type Rows = readonly (readonly string[])[];

/** One row for each way. */
export function wayRows({ ways, target }: ComparedProblem): Rows {
  const hasModels = ways.some(({ tokens }) => tokens > 0);
  const head = [
    ...["way", "runs", "median", "interval"],
    ...(target === null ? [] : ["reached", "evaluations to it", ...(hasModels ? ["$ to it"] : [])]),
    ...["evaluations", ...(hasModels ? ["tokens", "$"] : [])],
  ];
  return [head, ...ways.map((way) => wayRow(way, hasModels))];
}

function wayRow({ name, runs, score, target, evaluations, tokens, usd }: ComparedWay, hasModels: boolean) {
  return [
    ...[name, String(runs.length), some(score?.median, short), intervalOf(score)],
    ...(target === null
      ? []
      : [
          `${target.reached} of ${runs.length}`,
          some(target.evaluations, showNumber),
          ...(hasModels ? [some(target.usd, dollars)] : []),
        ]),
    showNumber(evaluations),
    ...(hasModels ? [showNumber(tokens), some(usd, dollars)] : []),
  ];
}

/** One row for each run. */
export function runRows({ ways, target }: ComparedProblem): Rows {
  return [
    ["run", "way", "seed", "best", "evaluations", ...(target === null ? [] : ["to the target"]), "status"],
    ...ways.flatMap(({ name, runs }) =>
      runs.map(({ run, seed, score, evaluations, toTarget, status }) => [
        ...[run, name, printable(seed), some(score, showNumber), String(evaluations)],
        ...(target === null ? [] : [some(toTarget?.evaluations, String)]),
        status,
      ]),
    ),
  ];
}

/** The objective, its direction and its levels. */
export function aimOf({ objective, direction, target, bestKnown }: ComparedProblem): string {
  return [
    `${direction} the ${objective}`,
    ...(target === null ? [] : [`target ${showNumber(target)}`]),
    ...(bestKnown === null ? [] : [`best known ${showNumber(bestKnown)}`]),
  ].join(", ");
}

/** The meaning of intervals, for below a table. */
export const INTERVAL_NOTE =
  "interval: of the median, whatever the distribution (sign test): 95 % from six runs on; of fewer, the whole range, which covers as much as is said.";

function intervalOf(score: ComparedWay["score"]): string {
  if (score === null) return "–";
  const { low, high, level } = score;
  return `${short(low)} to ${short(high)} (${(100 * level).toFixed(0)} %)`;
}

function some(value: number | null | undefined, show: (value: number) => string): string {
  return value === null || value === undefined ? "–" : show(value);
}

function short(value: number): string {
  return showNumber(Number(value.toPrecision(7)));
}

function dollars(value: number): string {
  return value.toFixed(value < 1 ? 4 : 2);
}
