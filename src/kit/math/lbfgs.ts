import type { Minimum } from "./minimum.ts";

/** A function with its gradient, or alone: then differences stand in, at twice as many calls as there are dimensions. */
export type SmoothFunction = (x: number[]) => number | readonly [value: number, gradient: readonly number[]];

/** Options of {@link lbfgs}. */
export interface LbfgsOptions {
  /** @defaultValue 200 */
  readonly iterations?: number;
  /** Steps that the curvature is taken from. @defaultValue 10 */
  readonly memory?: number;
  /** Ends when no coordinate of the gradient is larger. @defaultValue 1e-10 */
  readonly tolerance?: number;
}

interface Point {
  readonly x: number[];
  readonly value: number;
  readonly gradient: readonly number[];
}

interface Step {
  readonly s: readonly number[];
  readonly y: readonly number[];
  readonly rho: number;
}

/**
 * A local minimum of a smooth function: L-BFGS (Nocedal 1980) with the bisecting line search of Lewis & Overton (2013), which
 * copes with kinks and with values that are not finite.
 */
export function lbfgs(f: SmoothFunction, start: readonly number[], options: LbfgsOptions = {}): Minimum {
  const { iterations = 200, memory = 10, tolerance = 1e-10 } = options;
  const meter = { evaluations: 0 };
  const at = (x: number[]): Point => pointAt(f, x, meter);
  let here = at([...start]);
  const steps: Step[] = [];
  for (let k = 0; k < iterations; k++) {
    if (!here.gradient.some((g) => Math.abs(g) > tolerance)) break;
    const direction = descent(here.gradient, steps);
    const next = search(here, direction, steps.length === 0, at);
    if (next === null) {
      // once more along the gradient itself
      if (steps.length === 0) break;
      steps.splice(0);
      continue;
    }
    const s = next.x.map((v, j) => v - (here.x[j] as number));
    const y = next.gradient.map((g, j) => g - (here.gradient[j] as number));
    const curvature = dot(s, y);
    if (curvature > 1e-300) steps.push({ s, y, rho: 1 / curvature });
    if (steps.length > memory) steps.shift();
    here = next;
  }
  return { x: here.x, value: here.value, evaluations: meter.evaluations };
}

function pointAt(f: SmoothFunction, x: number[], meter: { evaluations: number }): Point {
  meter.evaluations++;
  const given = f([...x]);
  if (typeof given !== "number") return { x, value: given[0], gradient: given[1] };
  const gradient = x.map((v, j) => {
    const h = 6e-6 * Math.max(1, Math.abs(v));
    const off = (t: number): number => {
      meter.evaluations++;
      return f(x.map((w, k) => (k === j ? w + t : w))) as number;
    };
    return (off(h) - off(-h)) / (2 * h);
  });
  return { x, value: given, gradient };
}

/** The direction of the two-loop recursion. */
function descent(gradient: readonly number[], steps: readonly Step[]): number[] {
  const q = gradient.map((g) => -g);
  const shares: number[] = [];
  for (let i = steps.length - 1; i >= 0; i--) {
    const { s, y, rho } = steps[i] as Step;
    const share = rho * dot(s, q);
    shares[i] = share;
    for (let j = 0; j < q.length; j++) q[j] = (q[j] as number) - share * (y[j] as number);
  }
  const last = steps.at(-1);
  if (last) {
    const scale = 1 / (last.rho * dot(last.y, last.y));
    for (let j = 0; j < q.length; j++) q[j] = (q[j] as number) * scale;
  }
  for (const [i, { s, y, rho }] of steps.entries()) {
    const back = (shares[i] as number) - rho * dot(y, q);
    for (let j = 0; j < q.length; j++) q[j] = (q[j] as number) + back * (s[j] as number);
  }
  return q;
}

/** A point down the direction that is lower and less steep; `null` where there is none. */
function search(
  from: Point,
  direction: readonly number[],
  isFirst: boolean,
  at: (x: number[]) => Point,
): Point | null {
  const slope = dot(from.gradient, direction);
  if (!(slope < 0)) return null;
  let [low, high] = [0, Number.POSITIVE_INFINITY];
  let t = isFirst ? Math.min(1, 1 / Math.sqrt(dot(direction, direction))) : 1;
  let best: Point | null = null;
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const there = at(from.x.map((v, j) => v + t * (direction[j] as number)));
    if (!(there.value <= from.value + 1e-4 * t * slope)) high = t;
    else {
      best = there;
      if (dot(there.gradient, direction) >= 0.9 * slope) return there;
      low = t;
    }
    t = high === Number.POSITIVE_INFINITY ? 2 * t : (low + high) / 2;
  }
  return best !== null && best.value < from.value ? best : null;
}

const MOST_TRIES = 40;

function dot(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += (a[j] as number) * (b[j] as number);
  return sum;
}
