/**
 * The Cholesky factor L of a symmetric positive definite matrix, L·Lᵀ = A (Golub and Van Loan, "Matrix Computations", §4.2).
 * Matrices are lower triangles by rows, their diagonal included. Where rounding has made A indefinite, a pivot is held at a
 * small positive number, so that there always is a factor.
 *
 * @param matrix - n(n + 1)/2 numbers
 */
export function choleskyFactor(matrix: Float64Array, n: number): Float64Array {
  const factor = new Float64Array(matrix.length);
  for (let i = 0; i < n; i += 1) {
    const row = (i * (i + 1)) / 2;
    for (let j = 0; j <= i; j += 1) {
      const other = (j * (j + 1)) / 2;
      let rest = matrix[row + j] as number;
      for (let k = 0; k < j; k += 1) rest -= (factor[row + k] as number) * (factor[other + k] as number);
      factor[row + j] =
        i === j ? Math.sqrt(Math.max(rest, LEAST_PIVOT)) : rest / (factor[other + j] as number);
    }
  }
  return factor;
}

/** The solution x of L·x = b for a lower triangle by rows, or for a diagonal when `factor` has as many numbers as `b`. */
export function solveLower(factor: Float64Array, b: Float64Array): Float64Array {
  if (factor.length === b.length) return b.map((v, i) => v / (factor[i] as number));
  const x = new Float64Array(b.length);
  let at = 0;
  for (let i = 0; i < b.length; i += 1) {
    let rest = b[i] as number;
    for (let j = 0; j < i; j += 1) {
      rest -= (factor[at] as number) * (x[j] as number);
      at += 1;
    }
    x[i] = rest / (factor[at] as number);
    at += 1;
  }
  return x;
}

const LEAST_PIVOT = 1e-20;
