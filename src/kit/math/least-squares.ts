import { backSubstitute } from "./solve.ts";

/**
 * The x that makes |A x − b| least, by Householder reflections with column pivoting (Golub & Van Loan, section 5.4). Where
 * columns depend on each other, the dependent ones get 0.
 *
 * @param A - rows of numbers; left as it is
 * @param b - a number for each row; left as it is
 */
export function leastSquares(A: readonly (readonly number[])[], b: readonly number[]): number[] {
  const [m, n] = [A.length, A[0]?.length ?? 0];
  const rows = A.map((row, i) => [...row, b[i] as number]);
  const order = Array.from({ length: n }, (_, j) => j);
  const first = Math.max(0, ...order.map((j) => normOf(rows, j, 0)));
  let rank = 0;
  for (; rank < Math.min(m, n); rank++) {
    const column = largestColumn(rows, n, rank);
    if (!(normOf(rows, column, rank) > first * TINY)) break;
    exchange(rows, order, rank, column);
    reflect(rows, rank);
  }
  const found = backSubstitute(rows, rank, n);
  const x = new Array<number>(n).fill(0);
  for (let j = 0; j < rank; j++) x[order[j] as number] = found[j] as number;
  return x;
}

/** Below this share of the largest column a column counts as dependent. */
const TINY = 1e-13;

/** Length of the part of a column below a row. */
function normOf(rows: readonly number[][], column: number, from: number): number {
  let sum = 0;
  for (let i = from; i < rows.length; i++) sum += (rows[i]?.[column] as number) ** 2;
  return Math.sqrt(sum);
}

function largestColumn(rows: readonly number[][], n: number, from: number): number {
  let best = from;
  let most = -1;
  for (let j = from; j < n; j++) {
    const norm = normOf(rows, j, from);
    if (norm > most) [best, most] = [j, norm];
  }
  return best;
}

function exchange(rows: readonly number[][], order: number[], a: number, b: number): void {
  if (a === b) return;
  for (const row of rows) [row[a], row[b]] = [row[b] as number, row[a] as number];
  [order[a], order[b]] = [order[b] as number, order[a] as number];
}

/** Reflects all columns from the k-th on, the right-hand side with them, so that the k-th is zero below row k. */
function reflect(rows: readonly number[][], k: number): void {
  const head = rows[k]?.[k] as number;
  const norm = normOf(rows, k, k);
  const mirror = rows.slice(k).map((row) => row[k] as number);
  mirror[0] = head + (head < 0 ? -norm : norm);
  const square = mirror.reduce((sum, v) => sum + v * v, 0);
  if (square === 0) return;
  const width = rows[k]?.length ?? 0;
  for (let j = k; j < width; j++) {
    let dot = 0;
    for (let i = 0; i < mirror.length; i++) dot += (mirror[i] as number) * (rows[k + i]?.[j] as number);
    const factor = (2 * dot) / square;
    for (let i = 0; i < mirror.length; i++) {
      const row = rows[k + i] as number[];
      row[j] = (row[j] as number) - factor * (mirror[i] as number);
    }
  }
}
