import type { ArchiveReplay } from "./archive-replay.ts";
import { el } from "./dom.ts";
import type { Evolution } from "./evolution.ts";
import { bound, percent } from "./format.ts";
import { type Line, lineChart } from "./line-chart.ts";
import type { State } from "./state.ts";
import { shownTo, type View } from "./view.ts";

/** Shares are drawn of so many windows at most, and each of as many programs at least. */
const WINDOWS = 48;
const LEAST_IN_WINDOW = 12;
const MOST_LINES = 6;

/** Curves over time: coverage and QD-score of the archives, and who made the programs. */
export function createCurves(evolution: Evolution, { curve }: ArchiveReplay): View {
  const { part, last } = evolution;
  const hasGrid = (part.islands[0]?.dimensions.length ?? 0) > 0;
  const points = (of: "coverage" | "qdScore") => [
    ...curve.map((point) => [point.at, point[of]] as const),
    [last, curve.at(-1)?.[of] ?? 0] as const,
  ];
  const charts = [
    ...(hasGrid
      ? [
          lineChart("Coverage of the archives", [{ name: "", points: points("coverage") }], last, percent),
          lineChart(
            "QD-score, the sum of the elites' scores",
            [{ name: "", points: points("qdScore") }],
            last,
            bound,
          ),
        ]
      : []),
    lineChart("Who made the programs, share over time", sharesOf(evolution), last, percent),
  ];
  const element = el(
    "section",
    { class: "curves" },
    el("header", {}, el("h2", {}, "Over time")),
    el("div", { class: "charts" }, ...charts.map(({ element: chart }) => chart)),
  );
  const update = (state: State): void => {
    for (const chart of charts) chart.mark(shownTo(evolution, state));
  };
  return { element, update };
}

/** Shares of operators, with their models, in windows of results: what the bandit chose. */
function sharesOf({ programs, last }: Evolution): readonly Line[] {
  const made = programs.filter(({ at, parents }) => at > 0 && parents.length > 0);
  const models = new Set(made.flatMap(({ model }) => model ?? []));
  // where there is one model, its name tells nothing apart
  const who = (program: (typeof made)[number]): string =>
    program.model === null || models.size === 1 ? program.operator : `${program.operator}, ${program.model}`;
  const busiest = [...Map.groupBy(made, who)]
    .sort(([, a], [, b]) => b.length - a.length)
    .slice(0, MOST_LINES)
    .map(([name]) => name);
  const size = Math.max(LEAST_IN_WINDOW, Math.ceil(last / WINDOWS));
  const windows = Map.groupBy(made, ({ at }) => Math.floor((at - 1) / size));
  return busiest.map((name) => ({
    name,
    points: [...windows].map(([index, own]) => [
      Math.min(last, (index + 0.5) * size),
      own.filter((program) => who(program) === name).length / own.length,
    ]),
  }));
}
