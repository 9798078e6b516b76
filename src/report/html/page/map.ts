import type { IslandMap, MapElite } from "../../run/grids.ts";
import type { ArchiveReplay } from "./archive-replay.ts";
import { colourAt } from "./colour.ts";
import { el } from "./dom.ts";
import type { Evolution } from "./evolution.ts";
import { bound, percent, score } from "./format.ts";
import type { State } from "./state.ts";
import { selectedIn, shownTo, type View } from "./view.ts";

/** The map: each island's archive as a grid, its elites coloured by score on one scale for all. */
export function createMap(
  evolution: Evolution,
  replay: ArchiveReplay,
  go: (change: Partial<State>) => void,
): View {
  const maps = evolution.part.islands;
  const dimensions = maps[0]?.dimensions ?? [];
  const host = el("div", { class: "maps" });
  const range = scoreRange(maps);
  const choices =
    dimensions.length < 3 ? [] : [chooser("across", dimensions, go), chooser("up", dimensions, go)];
  const element = el(
    "section",
    { class: "map" },
    el("header", {}, el("h2", {}, "Map"), el("div", { class: "choices" }, ...choices)),
    dimensions.length === 0
      ? el("p", {}, "This run's archive has no grid: it keeps its best programs in a list.")
      : host,
    range === null ? null : scaleOf(range, evolution),
  );
  let drawn = "";
  const update = (state: State): void => {
    const axes = axesOf(state, dimensions.length);
    const to = shownTo(evolution, state);
    const now = `${axes.join(" ")} ${to}`;
    if (drawn !== now) {
      drawn = now;
      const drawing = { evolution, range, go, axes };
      const shown = to === evolution.last ? maps : maps.map((map) => mapAt(map, to, replay, evolution));
      host.replaceChildren(...shown.map((map) => islandOf(map, drawing)));
      for (const [i, choice] of choices.entries()) {
        const select = choice.querySelector("select");
        if (select !== null) select.value = String(axes[i]);
      }
    }
    const selected = selectedIn(evolution, state)?.id ?? null;
    for (const cell of host.querySelectorAll<HTMLElement>("button"))
      cell.setAttribute("aria-pressed", String(cell.dataset.program === selected));
  };
  return { element, update };
}

/** An island's map as it was at a result, seen through its grid at the end. */
function mapAt(map: IslandMap, to: number, replay: ArchiveReplay, { objective }: Evolution): IslandMap {
  const elites = Array.from({ length: map.cells }, (_, cell): MapElite[] => {
    const program = replay.eliteAt(map.island, cell, to);
    if (program?.score == null) return [];
    const { id, score, features } = program;
    return [{ id, cell, bins: binsOf(cell, map.dimensions), score, features }];
  }).flat();
  elites.sort((a, b) => objective.gain(b.score, a.score));
  return { ...map, elites, coverage: elites.length / map.cells };
}

/** Bins of a cell, which counts in mixed radix over the dimensions. */
function binsOf(cell: number, dimensions: IslandMap["dimensions"]): readonly number[] {
  const bins: number[] = [];
  let rest = cell;
  for (const dimension of dimensions.toReversed()) {
    bins.unshift(rest % dimension.bins);
    rest = Math.floor(rest / dimension.bins);
  }
  return bins;
}

/** Two different dimensions that the state asks for, or the first two. */
function axesOf({ across, up }: State, count: number): readonly [number, number] {
  const first = across < count ? across : 0;
  return [first, up < count && up !== first ? up : first === 0 ? 1 : 0];
}

function chooser(
  name: "across" | "up",
  dimensions: IslandMap["dimensions"],
  go: (change: Partial<State>) => void,
): HTMLElement {
  const options = dimensions.map((dimension, i) => el("option", { value: i }, dimension.name));
  const change = (event: Event): void => go({ [name]: Number((event.target as HTMLSelectElement).value) });
  return el("label", {}, `${name} `, el("select", { change }, ...options));
}

interface Drawing {
  readonly evolution: Evolution;
  readonly range: readonly [number, number] | null;
  readonly go: (change: Partial<State>) => void;
  readonly axes: readonly [across: number, up: number];
}

function islandOf(map: IslandMap, drawing: Drawing): HTMLElement {
  const [across, up] = drawing.axes;
  const [columns, rows] = [map.dimensions[across]?.bins ?? 1, map.dimensions[up]?.bins ?? 1];
  const grid = el("div", { class: "grid" });
  grid.style.setProperty("--columns", String(columns));
  grid.style.setProperty("--rows", String(rows));
  // a grid of one dimension is a strip
  if (rows === 1) grid.style.aspectRatio = "5";
  const taken = new Set<string>();
  // best first: where a place stands for several cells, its best elite stands in it
  for (const elite of map.elites) {
    const [column, row] = [elite.bins[across] ?? 0, elite.bins[up] ?? 0];
    if (taken.has(`${column} ${row}`)) continue;
    taken.add(`${column} ${row}`);
    const cell = cellOf(elite, drawing);
    cell.style.gridArea = `${rows - row} / ${column + 1}`;
    grid.append(cell);
  }
  return el(
    "figure",
    {},
    el(
      "figcaption",
      {},
      `Island ${map.island}: ${heldBy(map)} of ${map.cells} cells, ${percent(map.coverage)}`,
    ),
    el("div", { class: "up" }, axisName(map.dimensions[up])),
    grid,
    el("div", { class: "across" }, axisName(map.dimensions[across])),
  );
}

/** Cells that are held, and the programs in them where a cell holds a front of several. */
function heldBy({ elites }: IslandMap): string {
  const held = new Set(elites.map(({ cell }) => cell)).size;
  return held === elites.length ? String(held) : `${elites.length} programs in ${held}`;
}

function cellOf(elite: MapElite, { evolution: { part }, range, go }: Drawing): HTMLElement {
  const features = Object.entries(elite.features).map(([name, value]) => `${name} ${score(value)}`);
  const label = `${elite.id}: ${part.objective.name} ${score(elite.score)}; ${features.join(", ")}`;
  const cell = el("button", {
    ...{ type: "button", title: label, "aria-label": label, "data-program": elite.id },
    click: () => go({ program: elite.id }),
  });
  if (range !== null)
    cell.style.backgroundColor = colourAt(shareOf(elite.score, range, part.objective.direction));
  return cell;
}

function axisName(dimension: IslandMap["dimensions"][number] | undefined): HTMLElement | null {
  if (dimension === undefined) return null;
  const { name, low, high } = dimension;
  return el("span", {}, el("span", {}, bound(low)), el("span", {}, `${name} →`), el("span", {}, bound(high)));
}

/** The colour scale, with the scores at its ends. */
function scaleOf([low, high]: readonly [number, number], { part }: Evolution): HTMLElement {
  const isMaximised = part.objective.direction === "maximise";
  const steps = Array.from({ length: 24 }, (_, i) => {
    const step = el("i");
    step.style.backgroundColor = colourAt(i / 23);
    return step;
  });
  return el(
    "p",
    { class: "scale" },
    el("span", {}, score(isMaximised ? low : high)),
    el("span", { class: "ramp" }, ...steps),
    el("span", {}, score(isMaximised ? high : low)),
    el("span", { class: "empty" }),
    el("span", {}, "empty"),
  );
}

function shareOf(value: number, [low, high]: readonly [number, number], direction: string): number {
  const share = high === low ? 1 : (value - low) / (high - low);
  return direction === "maximise" || high === low ? share : 1 - share;
}

function scoreRange(maps: readonly IslandMap[]): readonly [number, number] | null {
  const scores = maps.flatMap(({ elites }) => elites.map(({ score }) => score));
  return scores.length === 0
    ? null
    : [scores.reduce((a, b) => Math.min(a, b)), scores.reduce((a, b) => Math.max(a, b))];
}
