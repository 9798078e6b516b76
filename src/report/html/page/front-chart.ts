import { dominates } from "./front-order.ts";
import type { PageProgram } from "../page-data.ts";
import { type Scale, scale } from "../scale.ts";
import type { Evolution } from "./evolution.ts";

/** A program in its place between two objectives. */
export interface FrontPoint {
  readonly program: PageProgram;
  readonly x: number;
  readonly y: number;
}

/** The geometry of a front in CSS pixels. */
export interface FrontChart {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly xs: Scale;
  readonly ys: Scale;
  /** All programs that stand within the frame, the front's last. */
  readonly points: readonly FrontPoint[];
  /** Programs that none dominates, from left to right. */
  readonly front: readonly FrontPoint[];
  /** Where the references of the two objectives meet. */
  readonly corner: { readonly x: number; readonly y: number };
}

/** The programs up to a result that none up to it dominates. */
function frontAt({ programs, part, last, countAt }: Evolution, to: number): readonly PageProgram[] {
  const { objectives } = part;
  if (to === last) {
    const ids = new Set<string>(part.summary.front?.programs.map(({ id }) => id));
    return programs.filter(({ id }) => ids.has(id));
  }
  let front: PageProgram[] = [];
  for (const program of programs.slice(0, countAt(to))) {
    if (program.score === null || front.some((other) => dominates(other, program, objectives))) continue;
    front = front.filter((other) => !dominates(program, other, objectives));
    front.push(program);
  }
  return front;
}

/** @param axes - indices of two objectives, across and up */
export function frontChart(
  evolution: Evolution,
  to: number,
  [across, up]: readonly [number, number],
  [width, height]: readonly [number, number],
): FrontChart | null {
  const { objectives } = evolution.part;
  const [first, second] = [objectives[across], objectives[up]];
  const best = frontAt(evolution, to);
  if (first === undefined || second === undefined || best.length === 0) return null;
  const [left, right, top, bottom] = [62, width - 14, 14, height - 46];
  const range = ({ name, reference }: typeof first): readonly [number, number] => {
    const values = [reference, ...best.flatMap(({ metrics }) => metrics[name] ?? [])];
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const air = (high - low || Math.abs(high) || 1) * 0.03;
    return [low - air, high + air];
  };
  const xs = scale(range(first), [left, right], width / 130);
  const ys = scale(range(second), [bottom, top], 4);
  const place = (program: PageProgram): FrontPoint => ({
    program,
    x: xs.at(program.metrics[first.name] ?? Number.NaN),
    y: ys.at(program.metrics[second.name] ?? Number.NaN),
  });
  const isInside = ({ x, y }: FrontPoint): boolean => x >= left && x <= right && y >= top && y <= bottom;
  const front = best.map(place).sort((a, b) => a.x - b.x || a.y - b.y);
  const on = new Set(best);
  const others = evolution.programs
    .slice(0, evolution.countAt(to))
    .filter((program) => program.score !== null && !on.has(program))
    .map(place)
    .filter(isInside);
  const corner = { x: xs.at(first.reference), y: ys.at(second.reference) };
  return { left, right, top, bottom, xs, ys, front, points: [...others, ...front], corner };
}
