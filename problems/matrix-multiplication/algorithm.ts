import { exactly, type Rational } from "galapagos/exact";

/** Sizes of a product: an n × m matrix times an m × p matrix. */
export interface Input {
  readonly n: number;
  readonly m: number;
  readonly p: number;
}

/** One multiplication: a combination of entries of A, times one of entries of B, added to C with factors. */
export interface Multiplication {
  readonly a: readonly Rational[];
  readonly b: readonly Rational[];
  readonly c: readonly Rational[];
}

/** Most multiplications. */
const MOST = 500;

/** A bilinear algorithm as a program returns it: [a, b, c] of each multiplication, row by row; or what is wrong with it. */
export function readAlgorithm(output: unknown, { n, m, p }: Input): readonly Multiplication[] | string {
  if (!Array.isArray(output) || output.length < 1 || output.length > MOST)
    return `expected a list of 1 to ${MOST} multiplications [a, b, c]`;
  const algorithm: Multiplication[] = [];
  for (const [index, triple] of output.entries()) {
    if (!Array.isArray(triple) || triple.length !== 3) return `multiplication ${index} is not [a, b, c]`;
    const [a, b, c] = [factors(triple[0], n * m), factors(triple[1], m * p), factors(triple[2], n * p)];
    if (a === null || b === null || c === null)
      return `multiplication ${index} is not ${n * m}, ${m * p} and ${n * p} rational factors`;
    algorithm.push({ a, b, c });
  }
  return algorithm;
}

/** Exact factors: doubles as they are, or texts such as "-1/2". */
function factors(value: unknown, length: number): readonly Rational[] | null {
  if (!Array.isArray(value) || value.length !== length) return null;
  const isFactor = (factor: unknown): boolean =>
    typeof factor === "number"
      ? Number.isFinite(factor)
      : /^-?\d{1,50}(\/[1-9]\d{0,50})?$/.test(String(factor));
  return value.every(isFactor) ? value.map((factor) => exactly(factor as number | string)) : null;
}

/** The first entry of the tensor that an algorithm gets wrong, and how many there are. */
export interface Mistakes {
  readonly count: number;
  readonly first: string;
  readonly off: Rational | null;
}

/** Compares an algorithm with the tensor of the matrix product, entry by entry: Σ a[i,j]·b[k,l]·c[s,t] = [j=k, i=s, l=t]. */
export function mistakesOf(algorithm: readonly Multiplication[], { n, m, p }: Input): Mistakes {
  let count = 0;
  let first = "";
  let off: Rational | null = null;
  for (let x = 0; x < n * m; x++) {
    const used = algorithm.filter(({ a }) => a[x]?.n !== 0n);
    for (let y = 0; y < m * p; y++) {
      const both = used.filter(({ b }) => b[y]?.n !== 0n);
      for (let z = 0; z < n * p; z++) {
        const [i, j, k, l] = [Math.floor(x / m), x % m, Math.floor(y / p), y % p];
        const wanted = j === k && z === i * p + l ? 1 : 0;
        const sum = both.reduce(
          (all, { a, b, c }) =>
            c[z]?.n === 0n ? all : all.add((a[x] ?? ZERO).mul(b[y] ?? ZERO).mul(c[z] ?? ZERO)),
          ZERO,
        );
        if (sum.equals(wanted)) continue;
        if (count === 0) {
          first = `a[${i},${j}]·b[${k},${l}] in c[${Math.floor(z / p)},${z % p}] is ${sum.toFraction()}, not ${wanted}`;
          off = sum.sub(wanted).abs();
        }
        count++;
      }
    }
  }
  return { count, first, off };
}

const ZERO = exactly(0);
