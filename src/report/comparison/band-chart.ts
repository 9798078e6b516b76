import { showNumber } from "../../core/index.ts";
import { escaped } from "../html/static-page.ts";
import { type Scale, scale } from "../html/scale.ts";
import type { ComparedProblem } from "./compare-runs.ts";

const [WIDTH, HEIGHT] = [860, 340] as const;
const [LEFT, RIGHT, TOP, BOTTOM] = [70, 660, 14, HEIGHT - 34] as const;

/** How many ways have a colour of their own. */
export const COLOURS = 6;

/** The climbs of a problem's ways as an SVG picture: medians as lines with their bands, each named at its end. */
export function renderBandChart(problem: ComparedProblem): string {
  const points = problem.ways.flatMap(({ climb }) => climb);
  if (points.length === 0) return "";
  const { target, bestKnown } = problem;
  const [low, high] = rangeOf(
    points.flatMap(({ low, high }) => [low, high]),
    [target, bestKnown].filter((value) => value !== null),
  );
  const air = (high - low || Math.abs(high) || 1) * 0.05;
  const last = points.reduce((most, { evaluations }) => Math.max(most, evaluations), 1);
  const xs = scale([0, last], [LEFT, RIGHT], 6);
  const ys = scale([low - air, high + air], [BOTTOM, TOP], 4);
  return [
    `<div class="scroll" tabindex="0" role="region" aria-label="chart"><svg class="bands" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escaped(`Best so far over evaluator calls, ${problem.problem}`)}">`,
    axes(xs, ys),
    level("target", target, ys),
    level("best known", bestKnown, ys),
    ...problem.ways.map(({ climb }, index) => band(climb, xs, ys, index % COLOURS)),
    ...names(problem, ys),
    "</svg></div>",
  ].join("");
}

/** The values' range, with those levels that leave the values half of it. */
function rangeOf(values: readonly number[], levels: readonly number[]): readonly [number, number] {
  let low = values.reduce((a, b) => Math.min(a, b));
  let high = values.reduce((a, b) => Math.max(a, b));
  const extent = high - low;
  for (const level of levels) {
    const [lower, higher] = [Math.min(low, level), Math.max(high, level)];
    if (higher - lower <= 2 * extent) [low, high] = [lower, higher];
  }
  return [low, high];
}

function axes(xs: Scale, ys: Scale): string {
  const across = ys.ticks.map(
    (tick) =>
      `<line class="faint" x1="${LEFT}" x2="${RIGHT}" y1="${at(ys, tick)}" y2="${at(ys, tick)}"/><text class="tick" x="${LEFT - 8}" y="${at(ys, tick)}" dy="4" text-anchor="end">${showNumber(tick)}</text>`,
  );
  const along = xs.ticks.map(
    (tick) =>
      `<text class="tick" x="${at(xs, tick)}" y="${HEIGHT - 12}" text-anchor="${at(xs, tick) === at(xs, xs.high) ? "end" : "middle"}">${showNumber(tick)}</text>`,
  );
  return `${across.join("")}${along.join("")}<text class="tick" x="${RIGHT + 12}" y="${HEIGHT - 12}">evaluator calls</text>`;
}

function level(name: string, value: number | null, ys: Scale): string {
  if (value === null || value < ys.low || value > ys.high) return "";
  const y = at(ys, value);
  return `<line class="level" x1="${LEFT}" x2="${RIGHT}" y1="${y}" y2="${y}"/><text class="tick" x="${LEFT + 6}" y="${y}" dy="-5">${name} ${showNumber(value)}</text>`;
}

function band(climb: ComparedProblem["ways"][number]["climb"], xs: Scale, ys: Scale, colour: number): string {
  if (climb.length === 0) return "";
  const point = (evaluations: number, value: number): string => `${at(xs, evaluations)} ${at(ys, value)}`;
  const over = climb.map(({ evaluations, high }) => point(evaluations, high));
  const under = climb.map(({ evaluations, low }) => point(evaluations, low)).reverse();
  const middle = climb.map(({ evaluations, median }) => point(evaluations, median));
  return `<path class="band way-${colour}" d="M${[...over, ...under].join("L")}Z"/><path class="median way-${colour}" d="M${middle.join("L")}"/>`;
}

/** Names at the lines' ends, pushed apart where they would stand on each other. */
function names({ ways }: ComparedProblem, ys: Scale): readonly string[] {
  const ends = ways.flatMap(({ name, climb, runs }, index) => {
    const end = climb.at(-1);
    return end === undefined
      ? []
      : [{ text: `${name} (${runs.length})`, index: index % COLOURS, y: ys.at(end.median) }];
  });
  ends.sort((a, b) => a.y - b.y);
  let free = TOP + 6;
  return ends.map(({ text, index, y }) => {
    const placed = Math.max(y, free);
    free = placed + 16;
    return `<text class="name way-${index}" x="${RIGHT + 10}" y="${placed.toFixed(1)}" dy="4">${escaped(clipped(text))}</text>`;
  });
}

function clipped(text: string): string {
  return text.length > 28 ? `${text.slice(0, 27)}…` : text;
}

function at(scale: Scale, value: number): string {
  return scale.at(value).toFixed(1);
}
