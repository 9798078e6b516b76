import type { PageProgram } from "../page-data.ts";
import { type Scale, scale } from "../scale.ts";
import type { Evolution } from "./evolution.ts";
import type { XAxis } from "./state.ts";

/** The climb's geometry in CSS pixels: where every program stands. */
export interface Chart {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** Height at which failures stand, below the plot. */
  readonly failures: number;
  readonly points: readonly Point[];
  place(program: PageProgram): Omit<Point, "program">;
  readonly xs: Scale;
  readonly ys: Scale;
}

/** A program in its place. */
export interface Point {
  readonly program: PageProgram;
  readonly x: number;
  readonly y: number;
}

/** The chart of an evolution. */
export function chartOf(evolution: Evolution, axis: XAxis, width: number, height: number): Chart {
  const [left, right, top] = [62, width - 14, 14];
  const failures = height - 34;
  const bottom = failures - 16;
  const { programs } = evolution;
  const along = (program: PageProgram): number => (axis === "at" ? program.at : program.used[axis]);
  const last = programs.at(-1);
  const xs = scale([0, last === undefined ? 1 : along(last) || 1], [left, right], width / 130);
  const ys = scale(scoreRange(evolution), [bottom, top], 4);
  const place = (program: PageProgram): Omit<Point, "program"> => ({
    x: xs.at(along(program)),
    y: program.score === null ? failures : Math.max(top, Math.min(bottom, ys.at(program.score))),
  });
  const points = programs.map((program) => ({ program, ...place(program) }));
  return { place, width, height, left, right, top, bottom, failures, points, xs, ys };
}

/** The program at most 14 pixels from a place; `null` where there is none. New bests win over their neighbours. */
export function nearest({ points }: Chart, x: number, y: number): PageProgram | null {
  let found: PageProgram | null = null;
  let closest = 14;
  for (const { program, x: px, y: py } of points) {
    const distance = Math.hypot(px - x, py - y) - (program.isBest ? 3 : 0);
    if (distance >= closest) continue;
    closest = distance;
    found = program;
  }
  return found;
}

/** The range of scores that the plot shows: seed, best and best known, and all but the worst tenth; those stand on its edge. */
function scoreRange({ programs, seed, champion, part, objective }: Evolution): [number, number] {
  const scores = programs.flatMap(({ score }) => (score === null ? [] : [score]));
  const sorted = scores.sort((a, b) => objective.gain(a, b));
  const known = objective.best(part.bestKnown.map(({ value }) => value));
  const worst = sorted[Math.floor(sorted.length / 10)];
  const shown = [seed?.score, champion?.score, known, worst].filter((value) => value != null);
  const [low, high] = [Math.min(...shown), Math.max(...shown)];
  if (shown.length === 0) return [0, 1];
  const air = (high - low || Math.abs(high) || 1) * 0.04;
  return [low - air, high + air];
}
