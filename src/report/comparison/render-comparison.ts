import { escaped, staticPage } from "../html/static-page.ts";
import { renderTable } from "../text/table.ts";
import { COLOURS, renderBandChart } from "./band-chart.ts";
import type { ComparedProblem, RunComparison } from "./compare-runs.ts";
import { aimOf, INTERVAL_NOTE, type Rows, runRows, wayRows } from "./comparison-tables.ts";

/** A comparison for a terminal. */
export function renderComparison({ problems }: RunComparison): string {
  const tables = problems.flatMap((problem) => [
    `${problem.problem}: ${aimOf(problem)}`,
    "",
    renderTable(wayRows(problem)),
    "",
    renderTable(runRows(problem)),
    "",
  ]);
  return [
    ...tables,
    INTERVAL_NOTE,
    "evaluations: calls of the evaluator, trials within steps included.",
  ].join("\n");
}

/** A comparison as one page: climbs with their bands, and the tables. */
export function renderComparisonPage({ problems }: RunComparison): string {
  const body = problems.map(
    (problem) =>
      `<section class="compared"><header><h2>${escaped(problem.problem)}</h2></header><p class="told">${escaped(aimOf(problem))}</p>${renderBandChart(problem)}${table(wayRows(problem), problem)}<details><summary>every run</summary>${table(runRows(problem))}</details></section>`,
  );
  return staticPage(
    "Galapagos comparison",
    `<header class="title"><h1>Runs side by side</h1><p>Best so far over evaluator calls: the median of the seeds, and the interval of that median.</p></header>${body.join("")}<p class="told">${escaped(INTERVAL_NOTE)}</p>`,
  );
}

/** @param problem - where the rows are its ways, each with the colour of its line */
function table([head = [], ...rows]: Rows, problem?: ComparedProblem): string {
  const mark = (index: number): string =>
    problem === undefined
      ? ""
      : `<svg class="mark" viewBox="0 0 12 12" aria-hidden="true"><circle class="way-${index % COLOURS}" cx="6" cy="6" r="5"/></svg>`;
  const isNumeric = head.map((_, column) => rows.every((row) => NUMERIC.test(row[column] ?? "")));
  const classOf = (column: number): string => (isNumeric[column] ? ' class="number"' : "");
  const heads = head.map((name, i) => `<th scope="col"${classOf(i)}>${escaped(name)}</th>`).join("");
  const body = rows.map(
    (row, index) =>
      `<tr>${row.map((cell, i) => `<td${classOf(i)}>${i === 0 ? mark(index) : ""}${escaped(cell)}</td>`).join("")}</tr>`,
  );
  return `<div class="scroll" tabindex="0" role="region" aria-label="table"><table><thead><tr>${heads}</tr></thead><tbody>${body.join("")}</tbody></table></div>`;
}

const NUMERIC = /^[–−-]?[\d.]*(?:e[+-]?\d+)?$/;
