import { exactly, Interval, type Rational } from "galapagos/exact";
import { isNumber } from "../common/numbers.ts";
import {
  derivative,
  lastSignChange,
  onGrid,
  type Polynomial,
  upright,
  valueAt,
  withoutRoot,
} from "./polynomial.ts";

/** Most double roots, and most coefficients. */
const MOST = 32;

/** Upper bound on the constant, exactly computed, or why a construction gives none. */
export type Bound =
  | { readonly value: Interval; readonly root: Interval; readonly form: string }
  | { readonly invalid: string };

/**
 * The bound r²/(2π) of a polynomial P(x) = Σ cₖ·H₄ₖ(x) with P(0) = 0, where r is the last sign change of P/x² (Gonçalves,
 * Oliveira e Silva and Steinerberger 2017). P is given by its double roots z = x² (then it follows from them, with as many
 * terms as are needed: H₄ₖ(x) ∝ L₂ₖ^(−1/2)(x²)), or by coefficients, of which the last is solved for P(0) = 0. All in
 * exact integers: double roots given as rounded coefficients are no double roots, and show it.
 *
 * @param places - places behind the point to which the root is found, binary
 */
export function boundOf(output: unknown, places: bigint): Bound {
  const { doubleRoots, coefficients } = (output ?? {}) as { readonly [name: string]: unknown };
  const isRoots = doubleRoots !== undefined;
  const given = readNumbers(isRoots ? doubleRoots : coefficients);
  if (typeof given === "string") return { invalid: given };
  if (isRoots && given.some((root) => root.compare(0) <= 0))
    return { invalid: "a double root is not above 0" };
  if (isRoots && new Set(given.map((root) => root.toFraction())).size < given.length)
    return { invalid: "a double root is there twice: duplicates" };
  const rest = isRoots ? fromDoubleRoots(given, places) : fromCoefficients(given, places);
  const last = rest === null ? null : lastSignChange(upright(rest.quotient));
  if (rest === null || last === null) return { invalid: "the polynomial never changes its sign" };
  const root = Interval.of(exactly(last).div(exactly(1n << rest.bits)));
  return {
    value: root.div(Interval.pi().mul(Interval.of(2))),
    root,
    form: isRoots ? "double roots" : "coefficients",
  };
}

/** Finite numbers, or texts of numbers that doubles cannot hold. */
function readNumbers(list: unknown): readonly Rational[] | string {
  const expected = `expected { doubleRoots: [z, …] } or { coefficients: [c, …] }, 1 to ${MOST} numbers`;
  if (!Array.isArray(list) || list.length < 1 || list.length > MOST) return expected;
  const numbers: Rational[] = [];
  for (const [index, value] of list.entries()) {
    if (isNumber(value) && Math.abs(value) > 0 && (Math.abs(value) < 1e-60 || Math.abs(value) > 1e60))
      return `number ${index} is ${value}: nearer to 0 than 1e-60, or beyond 1e60`;
    if (!isNumber(value) && !(typeof value === "string" && /^-?\d{1,100}(\.\d{1,200})?$/.test(value)))
      return `number ${index} is not a finite number`;
    numbers.push(exactly(value));
  }
  return numbers;
}

/** Quotient of P when 0 and the double roots are taken out; on a grid of integers, z = y / 2^bits. */
interface Rest {
  readonly quotient: Polynomial;
  readonly bits: bigint;
}

function fromCoefficients(given: readonly Rational[], places: bigint): Rest | null {
  const count = given.length + 1;
  const basis = Array.from({ length: count }, (_, k) => hermite(k));
  const common = given.reduce((lcm, { d }) => (lcm % d === 0n ? lcm : lcm * d), 1n);
  const whole = given.map(({ s, n, d }) => s * n * (common / d));
  const last = basis[count - 1]?.[0] ?? 1n;
  const sum = whole.reduce((all, c, k) => all + c * (basis[k]?.[0] ?? 0n), 0n);
  const weights = [...whole.map((c) => c * last), -sum];
  const p = combine(basis, weights);
  if (p.every((coefficient) => coefficient === 0n)) return null;
  return { quotient: withoutRoot(onGrid(p, places), 0n), bits: places };
}

function fromDoubleRoots(given: readonly Rational[], places: bigint): Rest | null {
  const bits = given.reduce((most, { d }) => (bitsOf(d) > most ? bitsOf(d) : most), 1n);
  const basis = Array.from({ length: 2 * given.length + 2 }, (_, k) => hermite(k));
  const degree = (basis.at(-1)?.length ?? 1) - 1;
  // every polynomial on the same grid, so that rows of the system share one factor
  const fine = basis.map((p) => onGrid([...p, ...new Array<bigint>(degree + 1 - p.length).fill(0n)], bits));
  const roots = given.map(({ n, d }) => (n << bits) / d);
  const rows = [
    fine.map((p) => p[0] ?? 0n),
    ...roots.flatMap((root) => [
      fine.map((p) => valueAt(p, root)),
      fine.map((p) => valueAt(derivative(p), root)),
    ]),
  ];
  const weights = kernelOf(rows);
  if (weights === null) return null;
  const p = [0n, ...roots, ...roots].reduce(withoutRoot, combine(fine, weights));
  const finer = bits < places ? places - bits : 0n;
  return p.every((coefficient) => coefficient === 0n)
    ? null
    : { quotient: onGrid(p, finer), bits: bits + finer };
}

/** Smallest power of two at or above a denominator: dyadic ones are met exactly, others refined beyond notice. */
function bitsOf(d: bigint): bigint {
  return BigInt((d - 1n).toString(2).length + (d > 1n && (d & (d - 1n)) !== 0n ? 100 : 0));
}

/** H₄ₖ(x), physicists' Hermite polynomial, as a polynomial in z = x²: n! Σ (−1)^m (2x)^(n−2m) / (m! (n−2m)!). */
function hermite(k: number): Polynomial {
  const n = 4 * k;
  const coefficients: bigint[] = [];
  for (let power = 0; power <= n; power += 2) {
    const m = (n - power) / 2;
    const size = (factorial(n) << BigInt(power)) / (factorial(m) * factorial(power));
    coefficients.push(m % 2 === 0 ? size : -size);
  }
  return coefficients;
}

function factorial(n: number): bigint {
  let product = 1n;
  for (let k = 2n; k <= n; k++) product *= k;
  return product;
}

function combine(basis: readonly Polynomial[], weights: readonly bigint[]): Polynomial {
  const length = Math.max(...basis.map((p) => p.length));
  return Array.from({ length }, (_, k) =>
    basis.reduce((sum, p, j) => sum + (weights[j] ?? 0n) * (p[k] ?? 0n), 0n),
  );
}

/** The one solution, up to a factor, of n − 1 homogeneous equations in n unknowns (Bareiss's elimination); `null` where there are more. */
function kernelOf(rows: readonly (readonly bigint[])[]): readonly bigint[] | null {
  const matrix = rows.map((row) => [...row]);
  const count = matrix.length;
  let divisor = 1n;
  for (let k = 0; k < count; k++) {
    const found = matrix.findIndex((row, index) => index >= k && row[k] !== 0n);
    if (found === -1) return null;
    [matrix[k], matrix[found]] = [matrix[found] as bigint[], matrix[k] as bigint[]];
    const pivotRow = matrix[k] as bigint[];
    const pivot = pivotRow[k] ?? 0n;
    for (const row of matrix) {
      if (row === pivotRow) continue;
      const factor = row[k] ?? 0n;
      for (let column = 0; column <= count; column++)
        row[column] = ((row[column] ?? 0n) * pivot - factor * (pivotRow[column] ?? 0n)) / divisor;
    }
    divisor = pivot;
  }
  // Gauss and Jordan without fractions: every pivot ends as the same determinant
  return [...matrix.map((row) => -(row[count] ?? 0n)), divisor];
}
