import { scale } from "../scale.ts";
import { el, svg } from "./dom.ts";

/** One line of a chart, named at its end. */
export interface Line {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

/** A small chart of a few lines over results, with a mark that moves in time. */
export interface LineChart {
  readonly element: HTMLElement;
  mark(at: number): void;
}

/** Characters of a name that have room beside a chart. */
const LONGEST_NAME = 17;
const [WIDTH, HEIGHT, LEFT, RIGHT] = [420, 150, 52, 300] as const;

/**
 * A chart of lines; of one whose sums have left the range of numbers, the part before that.
 *
 * @param show - a value of the upright axis as text
 */
export function lineChart(
  title: string,
  told: readonly Line[],
  last: number,
  show: (value: number) => string,
): LineChart {
  const lines = told.map(({ name, points }) => ({
    name,
    points: points.filter(([, y]) => Number.isFinite(y)),
  }));
  const values = lines.flatMap(({ points }) => points.map(([, y]) => y));
  const [low, high] = [
    values.reduce((a, b) => Math.min(a, b), 0),
    values.reduce((a, b) => Math.max(a, b), 0),
  ];
  const xs = scale([0, Math.max(1, last)], [LEFT, RIGHT], 3);
  const ys = scale([low, high === low ? low + 1 : high], [HEIGHT - 24, 10], 3);
  const cursor = svg("line", { class: "cursor", y1: 10, y2: HEIGHT - 24, x1: RIGHT, x2: RIGHT });
  const names = placed(lines.map(({ points }) => ys.at(points.at(-1)?.[1] ?? 0)));
  const picture = svg(
    "svg",
    { class: "lines", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": title },
    ...ys.ticks.flatMap((tick) => rung(ys.at(tick), show(tick))),
    ...lines.map(({ points }, i) =>
      svg("path", {
        class: `median way-${i % 6}`,
        d: points
          .map(([x, y], at) => `${at === 0 ? "M" : "L"}${xs.at(x).toFixed(1)} ${ys.at(y).toFixed(1)}`)
          .join(""),
      }),
    ),
    ...lines.map(({ name }, i) => nameAt(name, i, names[i] ?? 0)),
    cursor,
  );
  return {
    element: el("figure", { class: "chart" }, el("figcaption", {}, title), picture),
    mark(at) {
      const x = String(xs.at(Math.min(at, last)).toFixed(1));
      cursor.setAttribute("x1", x);
      cursor.setAttribute("x2", x);
    },
  };
}

/** A tick of the upright axis, with its line through the chart. */
function rung(y: number, text: string): readonly SVGElement[] {
  return [
    svg("line", { class: "faint", x1: LEFT, x2: RIGHT, y1: y, y2: y }),
    svg("text", { class: "tick", x: LEFT - 6, y: y + 4, "text-anchor": "end" }, text),
  ];
}

/** A line's name beside the chart. */
function nameAt(name: string, i: number, y: number): SVGElement {
  const shown = name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name;
  return svg("text", { class: `name way-${i % 6}`, x: RIGHT + 6, y: y + 4 }, shown);
}

/** Heights of names, pushed apart. */
function placed(heights: readonly number[]): readonly number[] {
  const order = heights.map((y, i) => ({ y, i })).sort((a, b) => a.y - b.y);
  const result: number[] = [];
  let free = 8;
  for (const { y, i } of order) {
    const at = Math.max(y, free);
    result[i] = at;
    free = at + 13;
  }
  const over = Math.max(0, free - 13 - (HEIGHT - 6));
  return result.map((y) => y - over);
}
