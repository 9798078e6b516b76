import { Dictionary } from "./dictionary.ts";
import { solve } from "./solve.ts";

/** A linear program: the least c·x with A x ≤ b, Aeq x = beq and lower ≤ x ≤ upper. */
export interface LinearProgram {
  readonly c: readonly number[];
  readonly A?: readonly (readonly number[])[];
  readonly b?: readonly number[];
  readonly Aeq?: readonly (readonly number[])[];
  readonly beq?: readonly number[];
  /** For all variables, or for each. @defaultValue 0 */
  readonly lower?: number | readonly number[];
  /** For all variables, or for each. @defaultValue Infinity */
  readonly upper?: number | readonly number[];
}

/** The end of a linear program; x and value mean something where it is `optimal`. */
export interface LinearSolution {
  readonly status: "optimal" | "infeasible" | "unbounded" | "stopped";
  readonly x: number[];
  readonly value: number;
}

/**
 * Solves a linear program by the simplex method with bounded variables, in a dense dictionary (Chvátal, Linear Programming,
 * chapters 2 and 8): first to a point that breaks no bound, then to the least cost. The corner that it ends in is computed anew
 * from the program, so it is as exact as one system of linear equations.
 */
export function linearProgram(program: LinearProgram): LinearSolution {
  const { c, A = [], b = [], Aeq = [], beq = [], lower = 0, upper = Number.POSITIVE_INFINITY } = program;
  const n = c.length;
  const each = (bound: number | readonly number[]): number[] =>
    Array.from({ length: n }, (_, j) => (typeof bound === "number" ? bound : (bound[j] as number)));
  const rows = [...A, ...Aeq];
  const right = [...b, ...beq];
  const table = new Dictionary(
    rows,
    right,
    [...each(lower), ...rows.map(() => 0)],
    [...each(upper), ...A.map(() => Number.POSITIVE_INFINITY), ...Aeq.map(() => 0)],
  );
  const status = table.reach(c);
  if (status === "optimal") sharpen(table, rows, right);
  const x = table.values.slice(0, n);
  return { status, x, value: x.reduce((sum, v, j) => sum + v * (c[j] as number), 0) };
}

/** Computes the corner anew: the variables in the basis from the rows whose slacks are not. */
function sharpen(
  { basis, columns, values }: Dictionary,
  rows: readonly (readonly number[])[],
  right: readonly number[],
): void {
  const n = columns.length;
  const inside = basis.filter((variable) => variable < n);
  const tight = columns.filter((variable) => variable >= n).map((variable) => variable - n);
  const isInside = new Set(inside);
  const matrix = tight.map((i) => inside.map((j) => rows[i]?.[j] as number));
  const rest = tight.map((i) => {
    let sum = (right[i] as number) - (values[n + i] as number);
    for (let j = 0; j < n; j++) if (!isInside.has(j)) sum -= (rows[i]?.[j] as number) * (values[j] as number);
    return sum;
  });
  const exact = solve(matrix, rest);
  if (exact === null) return;
  const off = Math.max(0, ...inside.map((j, k) => Math.abs((exact[k] as number) - (values[j] as number))));
  if (off > 1e-6 * Math.max(1, ...exact.map(Math.abs))) return;
  for (const [k, j] of inside.entries()) values[j] = exact[k] as number;
}
