import { showNumber } from "../../../core/show.ts";
import type { PagePart, PageProgram } from "../page-data.ts";
import type { Ink, Sheet } from "./canvas.ts";
import type { FrontChart } from "./front-chart.ts";

/** Programs that are marked in the drawing. */
interface Marked {
  readonly selected: PageProgram | null;
  readonly hovered: PageProgram | null;
  /** Across and up. */
  readonly objectives: readonly PagePart["objectives"][number][];
  /** True where there are no further objectives: of more, an area and steps between two would mean nothing. */
  readonly isPlane: boolean;
}

/** Draws a front between two objectives: what it dominates as an area, its programs as dots, all others faint. */
export function drawFront({ context, ink }: Sheet, chart: FrontChart, marked: Marked): void {
  const { isPlane } = marked;
  if (isPlane) drawDominated(context, chart, ink);
  drawAxes(context, chart, marked, ink);
  const on = new Set(chart.front);
  const others = chart.points.filter((point) => !on.has(point));
  context.globalAlpha = Math.max(0.15, Math.min(0.8, 16 / Math.sqrt(others.length || 1)));
  context.beginPath();
  for (const { x, y } of others) {
    context.moveTo(x + 2.5, y);
    context.arc(x, y, 2.5, 0, 2 * Math.PI);
  }
  context.strokeStyle = ink.muted;
  context.lineWidth = 1;
  context.stroke();
  context.globalAlpha = 1;
  if (isPlane) drawStairs(context, chart, ink);
  context.beginPath();
  for (const { x, y } of chart.front) {
    context.moveTo(x + 3, y);
    context.arc(x, y, 3, 0, 2 * Math.PI);
  }
  context.fillStyle = ink.ink;
  context.fill();
  for (const program of [marked.selected, marked.hovered]) {
    const point = chart.points.find((one) => one.program === program);
    if (point === undefined) continue;
    context.beginPath();
    context.arc(point.x, point.y, 6.5, 0, 2 * Math.PI);
    context.lineWidth = 2;
    context.strokeStyle = program === marked.selected ? ink.accent : ink.ink;
    context.stroke();
  }
}

/** The edge of what a front dominates: from each program to the next by way of the place that is worse in both. */
function stairsOf({ front, corner }: FrontChart): readonly (readonly [number, number])[] {
  const places: (readonly [number, number])[] = [];
  for (const [at, { x, y }] of front.entries()) {
    const before = front[at - 1];
    if (before !== undefined) places.push([nearer(before.x, x, corner.x), nearer(before.y, y, corner.y)]);
    places.push([x, y]);
  }
  return places;
}

function nearer(a: number, b: number, to: number): number {
  return Math.abs(a - to) < Math.abs(b - to) ? a : b;
}

function drawStairs(context: CanvasRenderingContext2D, chart: FrontChart, ink: Ink): void {
  context.beginPath();
  for (const [at, [x, y]] of stairsOf(chart).entries()) {
    if (at === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
  }
  context.strokeStyle = ink.ink;
  context.lineWidth = 1;
  context.stroke();
}

function drawDominated(context: CanvasRenderingContext2D, chart: FrontChart, ink: Ink): void {
  const { corner, front, left, right, top, bottom } = chart;
  const [first, last] = [front[0], front.at(-1)];
  if (first === undefined || last === undefined) return;
  context.save();
  context.beginPath();
  context.rect(left, top, right - left, bottom - top);
  context.clip();
  context.beginPath();
  // the end that is nearer to the corner across has its foot beside it, the other one below or above
  const isFirstNear = Math.abs(first.x - corner.x) <= Math.abs(last.x - corner.x);
  context.moveTo(isFirstNear ? corner.x : first.x, isFirstNear ? first.y : corner.y);
  for (const [x, y] of stairsOf(chart)) context.lineTo(x, y);
  context.lineTo(isFirstNear ? last.x : corner.x, isFirstNear ? corner.y : last.y);
  context.lineTo(corner.x, corner.y);
  context.closePath();
  context.globalAlpha = 0.1;
  context.fillStyle = ink.accent;
  context.fill();
  context.restore();
  context.globalAlpha = 1;
}

function drawAxes(
  context: CanvasRenderingContext2D,
  { left, right, top, bottom, xs, ys, corner }: FrontChart,
  { objectives }: Marked,
  ink: Ink,
): void {
  const [across, up] = objectives;
  context.textBaseline = "middle";
  context.lineWidth = 1;
  context.strokeStyle = ink.faint;
  context.fillStyle = ink.muted;
  context.textAlign = "right";
  for (const tick of ys.ticks) {
    line(context, left, ys.at(tick), right, ys.at(tick));
    context.fillText(showNumber(tick), left - 8, ys.at(tick));
  }
  line(context, left, bottom, right, bottom);
  for (const tick of xs.ticks) {
    const x = xs.at(tick);
    context.textAlign = x > right - 16 ? "right" : "center";
    context.fillText(showNumber(tick), Math.min(x, right), bottom + 14);
  }
  context.textAlign = "center";
  context.fillText(titleOf(across), (left + right) / 2, bottom + 34);
  context.save();
  context.translate(12, (top + bottom) / 2);
  context.rotate(-Math.PI / 2);
  context.fillText(titleOf(up), 0, 0);
  context.restore();
  context.setLineDash([5, 4]);
  context.strokeStyle = ink.muted;
  if (corner.x >= left && corner.x <= right) line(context, corner.x, top, corner.x, bottom);
  if (corner.y >= top && corner.y <= bottom) line(context, left, corner.y, right, corner.y);
  context.setLineDash([]);
}

function titleOf(objective: PagePart["objectives"][number] | undefined): string {
  if (objective === undefined) return "";
  return `${objective.name}, ${objective.direction === "maximise" ? "more" : "less"} is better`;
}

function line(context: CanvasRenderingContext2D, x1: number, y1: number, x2: number, y2: number): void {
  context.beginPath();
  context.moveTo(Math.round(x1) + 0.5, Math.round(y1) + 0.5);
  context.lineTo(Math.round(x2) + 0.5, Math.round(y2) + 0.5);
  context.stroke();
}
