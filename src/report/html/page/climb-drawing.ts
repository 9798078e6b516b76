import { showNumber } from "../../../core/show.ts";
import type { PageProgram } from "../page-data.ts";
import type { Ink, Sheet } from "./canvas.ts";
import type { Chart, Point } from "./climb-chart.ts";
import type { Evolution } from "./evolution.ts";
import { along, score } from "./format.ts";
import type { XAxis } from "./state.ts";

/** The drawing's subject, and what is marked in it. */
interface Marked {
  readonly evolution: Evolution;
  readonly selected: PageProgram | null;
  readonly hovered: PageProgram | null;
  /** Result up to which the climb is shown. */
  readonly to: number;
}

/** Draws the whole climb, once for its size. */
export function drawClimb({ context, ink }: Sheet, chart: Chart): void {
  drawChildren(context, chart.points, ink);
  drawStaircase(context, chart, ink);
}

/** Draws what frames a climb and lies on it: axes, levels, and what is selected. */
export function drawOver({ context, ink }: Sheet, chart: Chart, axis: XAxis, marked: Marked): void {
  drawAxes(context, chart, axis, ink);
  drawLevels(context, chart, marked.evolution, ink);
  drawMarks(context, chart, marked, ink);
}

function drawAxes(context: CanvasRenderingContext2D, chart: Chart, axis: XAxis, ink: Ink): void {
  const { left, right, bottom, height, xs, ys, failures } = chart;
  context.textBaseline = "middle";
  context.textAlign = "right";
  for (const tick of ys.ticks) {
    line(context, left, ys.at(tick), right, ys.at(tick), ink.faint);
    context.fillStyle = ink.muted;
    context.fillText(showNumber(tick), left - 8, ys.at(tick));
  }
  line(context, left, bottom, right, bottom, ink.faint);
  context.fillStyle = ink.muted;
  context.fillText("failed", left - 8, failures);
  for (const tick of xs.ticks) {
    const atEnd = xs.at(tick) > right - 20;
    context.textAlign = tick === 0 ? "left" : atEnd ? "right" : "center";
    context.fillText(along(axis, tick), atEnd ? right : xs.at(tick), height - 10);
  }
}

function drawChildren(context: CanvasRenderingContext2D, points: readonly Point[], ink: Ink): void {
  // many dots let each other shine through
  context.globalAlpha = Math.max(0.12, Math.min(0.8, 160 / Math.sqrt(points.length) / 10));
  context.lineWidth = 1;
  context.beginPath();
  for (const { program, x, y } of points) {
    if (program.score === null || program.isBest) continue;
    context.moveTo(x + 2.5, y);
    context.arc(x, y, 2.5, 0, 2 * Math.PI);
  }
  context.strokeStyle = ink.muted;
  context.stroke();
  context.beginPath();
  for (const { program, x, y } of points) {
    if (program.score !== null) continue;
    context.moveTo(x - 3, y - 3);
    context.lineTo(x + 3, y + 3);
    context.moveTo(x + 3, y - 3);
    context.lineTo(x - 3, y + 3);
  }
  context.strokeStyle = ink.failure;
  context.stroke();
  context.globalAlpha = 1;
}

/** Seed and best known, dashed and named in place. */
function drawLevels(context: CanvasRenderingContext2D, chart: Chart, evolution: Evolution, ink: Ink): void {
  const { part, seed, objective } = evolution;
  const known = objective.best(part.bestKnown.map(({ value }) => value));
  const levels: readonly (readonly [string, number | null | undefined])[] = [
    ["seed", seed?.score],
    ["best known", known],
  ];
  context.setLineDash([5, 4]);
  for (const [name, value] of levels) {
    if (value == null) continue;
    const y = chart.ys.at(value);
    line(context, chart.left, y, chart.right, y, ink.muted);
    const isHigh = y < (chart.top + chart.bottom) / 2;
    write(context, `${name} ${score(value)}`, chart.right, y + (isHigh ? 11 : -9), ink);
  }
  context.setLineDash([]);
}

function write(context: CanvasRenderingContext2D, text: string, x: number, y: number, ink: Ink): void {
  context.textAlign = "right";
  context.lineWidth = 4;
  context.strokeStyle = ink.paper;
  context.setLineDash([]);
  context.strokeText(text, x, y);
  context.fillStyle = ink.ink;
  context.fillText(text, x, y);
  context.setLineDash([5, 4]);
}

function drawStaircase(context: CanvasRenderingContext2D, { points, right }: Chart, ink: Ink): void {
  const bests = points.filter(({ program }) => program.isBest);
  context.beginPath();
  for (const [i, { x, y }] of bests.entries()) {
    if (i === 0) context.moveTo(x, y);
    else {
      context.lineTo(x, bests[i - 1]!.y);
      context.lineTo(x, y);
    }
  }
  if (bests.length > 0) context.lineTo(right, bests.at(-1)!.y);
  context.strokeStyle = ink.ink;
  context.lineWidth = 1.5;
  context.stroke();
  for (const { x, y } of bests) dot(context, x, y, 3, ink.ink);
}

/** The selected program with its ancestors, and the one under the pointer. */
function drawMarks(context: CanvasRenderingContext2D, chart: Chart, marked: Marked, ink: Ink): void {
  const { evolution, selected, hovered, to } = marked;
  for (const program of selected === null ? [] : evolution.lineage(selected)) {
    const { x, y } = chart.place(program);
    if (program.at <= to) dot(context, x, y, 2.5, ink.accent);
  }
  for (const program of [selected, hovered]) {
    if (program === null || program.at > to) continue;
    const { x, y } = chart.place(program);
    context.beginPath();
    context.arc(x, y, 6.5, 0, 2 * Math.PI);
    context.lineWidth = 2;
    context.strokeStyle = program === selected ? ink.accent : ink.ink;
    context.stroke();
  }
}

function dot(context: CanvasRenderingContext2D, x: number, y: number, radius: number, colour: string): void {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fillStyle = colour;
  context.fill();
}

function line(
  context: CanvasRenderingContext2D,
  ...[x1, y1, x2, y2, colour]: readonly [number, number, number, number, string]
): void {
  context.beginPath();
  context.moveTo(x1, Math.round(y1) + 0.5);
  context.lineTo(x2, Math.round(y2) + 0.5);
  context.lineWidth = 1;
  context.strokeStyle = colour;
  context.stroke();
}
