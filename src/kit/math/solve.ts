/**
 * The solution x of A x = b for a square A, by elimination with row pivoting; `null` where A is singular.
 *
 * @param A - n rows of n numbers; left as it is
 * @param b - n numbers; left as it is
 */
export function solve(A: readonly (readonly number[])[], b: readonly number[]): number[] | null {
  const n = b.length;
  const rows = A.map((row, i) => [...row, b[i] as number]);
  const scale = rows.reduce((most, row) => row.reduce((max, v) => Math.max(max, Math.abs(v)), most), 0);
  for (let k = 0; k < n; k++) {
    const pivot = largestBelow(rows, k);
    const row = rows[pivot] as number[];
    rows[pivot] = rows[k] as number[];
    rows[k] = row;
    const head = row[k] as number;
    if (!(Math.abs(head) > scale * TINY)) return null;
    for (let i = k + 1; i < n; i++) {
      const below = rows[i] as number[];
      const factor = (below[k] as number) / head;
      if (factor === 0) continue;
      for (let j = k + 1; j <= n; j++) below[j] = (below[j] as number) - factor * (row[j] as number);
    }
  }
  return backSubstitute(rows, n);
}

/** Below this share of the largest entry a pivot counts as zero. */
const TINY = 1e-15;

function largestBelow(rows: readonly number[][], k: number): number {
  let best = k;
  for (let i = k + 1; i < rows.length; i++)
    if (Math.abs(rows[i]?.[k] as number) > Math.abs(rows[best]?.[k] as number)) best = i;
  return best;
}

/** The solution of a triangular system whose right-hand side is the column after the n-th. */
export function backSubstitute(rows: readonly (readonly number[])[], n: number, rhs = n): number[] {
  const x = new Array<number>(n).fill(0);
  for (let i = n - 1; i >= 0; i--) {
    const row = rows[i] as readonly number[];
    let sum = row[rhs] as number;
    for (let j = i + 1; j < n; j++) sum -= (row[j] as number) * (x[j] as number);
    x[i] = sum / (row[i] as number);
  }
  return x;
}
