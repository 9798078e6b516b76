/** Vectors with whole coordinates, exact; or what is wrong with them. Large coordinates come as texts of their digits. */
export function readVectors(output: unknown, dimension: number): readonly (readonly bigint[])[] | string {
  if (!Array.isArray(output)) return `expected a list of vectors of ${dimension} whole numbers`;
  if (output.length < 2 || output.length > MOST) return `expected 2 to ${MOST} vectors, got ${output.length}`;
  const bad = output.findIndex(
    (vector) => !Array.isArray(vector) || vector.length !== dimension || !vector.every(isWhole),
  );
  if (bad !== -1) return `vector ${bad} is not a list of ${dimension} whole numbers`;
  return output.map((vector) => (vector as (number | string)[]).map((part) => BigInt(part)));
}

function isWhole(value: unknown): boolean {
  return Number.isSafeInteger(value) || (typeof value === "string" && /^-?\d{1,200}$/.test(value));
}

/** Most vectors: far more than any kissing number that can be meant. */
const MOST = 5000;

/** Squared distance of the two nearest vectors, and which they are. */
export interface Nearest {
  readonly squared: bigint;
  readonly pair: readonly [number, number];
}

/** The two nearest of some vectors. Small coordinates are compared in doubles, which hold them exactly. */
export function nearestOf(vectors: readonly (readonly bigint[])[]): Nearest {
  const isSmall = vectors.every((vector) => vector.every((part) => part < SMALL && part > -SMALL));
  return isSmall ? nearestSmall(vectors.map((vector) => vector.map(Number))) : nearestLarge(vectors);
}

/** Coordinates below this have squared distances that doubles hold exactly, in up to a thousand dimensions. */
const SMALL = 1n << 20n;

function nearestSmall(vectors: readonly (readonly number[])[]): Nearest {
  let smallest = Number.POSITIVE_INFINITY;
  let pair: readonly [number, number] = [0, 0];
  for (const [i, a] of vectors.entries()) {
    for (let j = 0; j < i; j++) {
      const b = vectors[j] ?? [];
      let squared = 0;
      for (let axis = 0; axis < a.length; axis++) squared += ((a[axis] ?? 0) - (b[axis] ?? 0)) ** 2;
      if (squared < smallest) [smallest, pair] = [squared, [j, i]];
    }
  }
  return { squared: BigInt(smallest), pair };
}

function nearestLarge(vectors: readonly (readonly bigint[])[]): Nearest {
  let nearest: Nearest | null = null;
  for (const [i, a] of vectors.entries()) {
    for (const [j, b] of vectors.slice(0, i).entries()) {
      const squared = a.reduce((sum, part, axis) => sum + (part - (b[axis] ?? 0n)) ** 2n, 0n);
      if (nearest === null || squared < nearest.squared) nearest = { squared, pair: [j, i] };
    }
  }
  return nearest ?? { squared: 0n, pair: [0, 0] };
}

/** Squared length of the longest vector. */
export function longestOf(vectors: readonly (readonly bigint[])[]): bigint {
  const lengths = vectors.map((vector) => vector.reduce((sum, part) => sum + part * part, 0n));
  return lengths.reduce((most, length) => (length > most ? length : most), 0n);
}
