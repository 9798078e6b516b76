import type { Minimum } from "./minimum.ts";

/** Options of {@link nelderMead}. */
export interface NelderMeadOptions {
  /** Edge of the first simplex, for all coordinates or for each. @defaultValue 0.1 */
  readonly size?: number | readonly number[];
  /** Most calls of the function. @defaultValue 200 × dimensions */
  readonly evaluations?: number;
  /** Ends when the values of the simplex are so close to each other. @defaultValue 1e-12 */
  readonly tolerance?: number;
}

interface Vertex {
  readonly x: number[];
  readonly value: number;
}

/**
 * The least value of a function near a point, without derivatives: the simplex of Nelder & Mead, with the coefficients for many
 * dimensions of Gao & Han (2012). NaN counts as very bad.
 */
export function nelderMead(
  f: (x: number[]) => number,
  start: readonly number[],
  options: NelderMeadOptions = {},
): Minimum {
  const n = start.length;
  const { size = 0.1, evaluations: most = 200 * n, tolerance = 1e-12 } = options;
  let evaluations = 0;
  const at = (x: number[]): Vertex => {
    evaluations++;
    const value = f([...x]);
    return { x, value: Number.isNaN(value) ? Number.POSITIVE_INFINITY : value };
  };
  const edge = (j: number): number => (typeof size === "number" ? size : (size[j] ?? 0.1));
  const simplex = [at([...start])];
  for (let j = 0; j < n; j++) simplex.push(at(start.map((v, k) => (k === j ? v + edge(j) : v))));
  simplex.sort(byValue);
  while (evaluations < most && n > 0) {
    const [best, worst] = [simplex[0] as Vertex, simplex[n] as Vertex];
    if (worst.value - best.value <= tolerance) break;
    const next = step(simplex, at);
    if (next !== null) simplex[n] = next;
    else shrink(simplex, at);
    simplex.sort(byValue);
  }
  const [{ x, value }] = simplex as [Vertex];
  return { x, value, evaluations };
}

const byValue = (a: Vertex, b: Vertex): number => a.value - b.value || 0;

/** A vertex in place of the worst one; `null` where the simplex must shrink. */
function step(simplex: readonly Vertex[], at: (x: number[]) => Vertex): Vertex | null {
  const n = simplex.length - 1;
  const [best, second, worst] = [simplex[0], simplex[n - 1], simplex[n]] as [Vertex, Vertex, Vertex];
  const centre = best.x.map(
    (_, j) => simplex.slice(0, n).reduce((sum, v) => sum + (v.x[j] as number), 0) / n,
  );
  const along = (t: number): Vertex => at(centre.map((c, j) => c + t * (c - (worst.x[j] as number))));
  const reflected = along(1);
  if (reflected.value < best.value) {
    const expanded = along(1 + 2 / n);
    return expanded.value < reflected.value ? expanded : reflected;
  }
  if (reflected.value < second.value) return reflected;
  const inside = 0.75 - 1 / (2 * n);
  const contracted = along(reflected.value < worst.value ? inside : -inside);
  return contracted.value < Math.min(reflected.value, worst.value) ? contracted : null;
}

function shrink(simplex: Vertex[], at: (x: number[]) => Vertex): void {
  const n = simplex.length - 1;
  const [best] = simplex as [Vertex];
  const kept = n === 1 ? 0.5 : 1 - 1 / n;
  for (let i = 1; i <= n; i++) {
    const { x } = simplex[i] as Vertex;
    simplex[i] = at(best.x.map((b, j) => b + kept * ((x[j] as number) - b)));
  }
}
