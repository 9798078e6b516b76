/** Eigenvalues, ascending, and the unit vector of each. */
export interface EigenPairs {
  readonly values: number[];
  /** `vectors[k]` belongs to `values[k]`. */
  readonly vectors: number[][];
}

/**
 * The eigenvalues and vectors of a symmetric matrix, by cyclic Jacobi rotations (Golub & Van Loan, section 8.5).
 *
 * @param A - n rows of n numbers, of which the upper half counts; left as it is
 */
export function eigenSymmetric(A: readonly (readonly number[])[]): EigenPairs {
  const n = A.length;
  const a = A.map((_, i) => A.map((_, j) => A[Math.min(i, j)]?.[Math.max(i, j)] as number));
  const vectors = a.map((_, i) => a.map((_, j) => (i === j ? 1 : 0)));
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let rotated = false;
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) rotated = rotate(a, vectors, p, q) || rotated;
    if (!rotated) break;
  }
  const order = a.map((_, i) => i).sort((i, j) => (a[i]?.[i] as number) - (a[j]?.[j] as number) || i - j);
  return {
    values: order.map((i) => a[i]?.[i] as number),
    vectors: order.map((i) => vectors[i] as number[]),
  };
}

const MOST_SWEEPS = 60;

/** Makes the entry (p, q) zero; false where it is as good as zero already. */
function rotate(a: readonly number[][], vectors: readonly number[][], p: number, q: number): boolean {
  const [rowP, rowQ] = [a[p] as number[], a[q] as number[]];
  const [app, aqq, apq] = [rowP[p] as number, rowQ[q] as number, rowP[q] as number];
  if (Math.abs(apq) <= Number.EPSILON * Math.sqrt(Math.abs(app * aqq)) || apq === 0) return false;
  const theta = (aqq - app) / (2 * apq);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (const row of a) {
    const [x, y] = [row[p] as number, row[q] as number];
    row[p] = c * x - s * y;
    row[q] = s * x + c * y;
  }
  turn(rowP, rowQ, c, s);
  turn(vectors[p] as number[], vectors[q] as number[], c, s);
  return true;
}

function turn(first: number[], second: number[], c: number, s: number): void {
  for (let k = 0; k < first.length; k++) {
    const [x, y] = [first[k] as number, second[k] as number];
    first[k] = c * x - s * y;
    second[k] = s * x + c * y;
  }
}
